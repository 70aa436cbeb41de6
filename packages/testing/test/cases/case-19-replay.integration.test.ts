import { openOperator } from "@tributary/kafka";
import { stackInUse } from "../../src/stack-in-use.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { never } from "./case-input.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
let trial: CaseTrial | undefined;
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});

/** Sets the group's offsets to where `to` says, as `kafka-consumer-groups --reset-offsets` would. */
async function reset({ input }: CaseTrial, group: string, to: (committed: number) => number): Promise<void> {
  const stop = new AbortController();
  let left: number = input.topics.events.partitions;
  const topics = [input.topics.events.name];
  const member = await input.broker.joinGroup({ group, topics, sessionTimeoutMs: 6_000 });
  const begin = async (tenure: { committed: number | undefined; commit: (at: number) => Promise<void> }) => {
    await tenure.commit(to(tenure.committed ?? 0));
    if (--left === 0) stop.abort();
    return Number.MAX_SAFE_INTEGER;
  };
  const worker = { begin, work: async () => never as never, end: async () => {} };
  await member.run(worker, stop.signal);
}

test("a group set back to the start of its input: the sink's store and the fold's counts stay as they are, byte for byte; the map says everything again", async () => {
  trial = await CaseTrial.open({ name: "case-19", shapes, servers: stackInUse() });
  const { input, store } = trial;
  await trial.startAll();
  await input.publish(200);
  await input.publishStumble("bug", "bug");
  await trial.done();
  await trial.stopAll();
  const snapshot = () =>
    JSON.stringify(
      [...store.stored.values()].map(({ times, by, ...write }) => write).sort((a, b) => a.number - b.number),
    );
  const before = snapshot();
  const counts = (await input.read(input.topics.counts.name)).map(({ value }) => value?.toString("hex"));
  for (const shape of shapes) await reset(trial, trial.group(shape), () => 0);
  for (const shape of shapes) expect(await trial.lag(shape)).toBe(201);

  await trial.startAll();
  await trial.done(20_000, ["map", "sink"]);
  expect(snapshot()).toBe(before);
  expect([...store.stored.values()].every(({ times }) => times === 2)).toBe(true);
  expect((await input.read(input.topics.counts.name)).map(({ value }) => value?.toString("hex"))).toEqual(
    counts,
  );
  expect(await trial.entries("map")).toHaveLength(400);
  expect(await trial.entries("fold")).toHaveLength(200);
  // The fold's place is in its state: what it tells the group is right again with the next record of a partition.
  await input.publish(100);
  await input.publishStumble("bug", "bug");
  expect(await trial.verdict(20_000)).toEqual([]);
}, 80_000);

test("records that retention took while nobody read: a gap that is logged and counted; what came before and after it is taken in", async () => {
  trial = await CaseTrial.open({ name: "case-19-gap", shapes: ["fold", "sink"], servers: stackInUse() });
  const { input } = trial;
  await trial.startAll();
  await input.publish(20, { partition: 0 });
  await trial.done();
  await trial.stopAll();
  await input.publish(7, { partition: 0 });
  const lost = [...input.events.keys()].slice(-7);
  const kafka = { clientId: "case-19", brokers: stackInUse().kafkaBrokers, log: silentLog };
  const operator = await openOperator(kafka);
  await operator.deleteBefore({ topic: input.topics.events.name, partition: 0, offset: 27 });
  await operator.close();
  await input.publish(5, { partition: 0 });
  for (const number of lost) input.events.delete(number); // known, and nobody's to bring back

  await trial.startAll();
  await trial.done(20_000);
  for (const shape of ["fold", "sink"] as const) {
    const process = trial.process(shape);
    expect(await process.metric("stream_missed_records_total")).toBe(7);
    expect(await process.says("retention removed records before they were read")).toMatchObject({
      level: "error",
      partition: 0,
      missedRecords: 7,
    });
  }
  expect(await trial.verdict(20_000)).toEqual([]);
}, 80_000);
