import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
const garbage = Buffer.from("no Avro");
let trial: CaseTrial | undefined;
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});

test("poison at the first, middle and last place of a batch, and alone in a chunk, is buried once; its neighbours are not", async () => {
  trial = await CaseTrial.open({ name: "poison", shapes, servers: stackInUse() });
  const { input, store } = trial;
  const batches: string[][] = [];
  store.mishap = (_replica, writes) => {
    batches.push(writes.map(({ address, key }) => (key === "bug" ? "bug" : (address.split("/")[0] ?? ""))));
    return "none";
  };
  // Batches of ten: the services find all of it there, so that a batch begins at every tenth record.
  for (const place of [0, 4, 9]) {
    await input.publish(place, { partition: 0 });
    await input.publishPoison("garbage", { key: "key-0", value: garbage, partition: 0 });
    await input.publish(9 - place, { partition: 0 });
    await input.publish(place, { partition: 2 });
    await input.publishStumble("bug", "bug", 2);
    await input.publish(9 - place, { partition: 2 });
  }
  await input.publishPoison("garbage", { key: "alone", value: garbage, partition: 1 });
  await input.publishStumble("bug", "bug", 3);
  await trial.startAll({ STREAM_CHUNK_RECORDS: "10", BATCH_RECORDS: "10" });

  await trial.done();
  for (const shape of shapes) {
    expect(await trial.causes(shape)).toEqual(
      new Map([
        ...["0/0", "0/14", "0/29", "1/0"].map((place) => [place, "decode wrong_magic"] as const),
        ...["2/0", "2/14", "2/29", "3/0"].map(
          (place) => [place, shape === "sink" ? "sink refused" : "process TypeError"] as const,
        ),
      ]),
    );
    expect(await trial.buried(shape)).toHaveLength(8);
  }
  const ten = (bugAt: number) => Array.from({ length: 10 }, (_, place) => (place === bugAt ? "bug" : "2"));
  expect(batches).toEqual(expect.arrayContaining([ten(0), ten(4), ten(9), ["bug"]]));
  expect(await trial.verdict(30_000)).toEqual([]);
}, 60_000);

test("poison in a stream whose consumers are killed again and again: the fold buries it exactly once, map and sink at least once", async () => {
  // Static members are back at once, with no wait for the session of the dead one.
  const env = { KAFKA_GROUP_INSTANCE_ID: "one", STREAM_CHUNK_RECORDS: "20", BATCH_RECORDS: "20" };
  trial = await CaseTrial.open({ name: "poison-kills", shapes, servers: stackInUse(), env });
  const { input } = trial;
  await trial.startAll();
  const stop = new AbortController();
  const flowing = flow(trial, stop.signal);
  for (let round = 0; round < 2; round++)
    for (const shape of shapes) {
      const process = trial.process(shape);
      const before = await process.metric("stream_dead_letters_total");
      await eventually(async () =>
        expect(await process.metric("stream_dead_letters_total")).toBeGreaterThan(before),
      );
      await trial.stop(process, "SIGKILL");
      trial.start(shape);
    }
  stop.abort();
  await flowing;

  expect(await trial.verdict(40_000)).toEqual([]);
  const poison = await input.poison();
  expect(poison.size).toBeGreaterThan(10);
  expect(await trial.buried("fold")).toHaveLength(poison.size);
}, 90_000);

/**
 * One record of 121 is poison. A backlog is worked off partition by partition, and one of them may hold many times its
 * share of poison: with one of 41 that can be more than 10 of 200, which trips the group.
 */
async function flow({ input }: CaseTrial, signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    await input.publish(60);
    if (round % 2 === 0) await input.publishPoison("garbage", { key: `key-${round}`, value: garbage });
    else await input.publishStumble("bug", `bug-${round}`);
    await input.publish(60);
    await sleep(80);
  }
}
