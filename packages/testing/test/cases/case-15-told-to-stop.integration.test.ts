import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { TcpGate } from "../../src/tcp-gate.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
const failed = 1;
let trial: CaseTrial | undefined;
let gate: TcpGate | undefined;
afterEach(async () => {
  await trial?.close();
  await gate?.close();
  trial = gate = undefined;
});

test("told to stop again and again while there is work, and once when there is none: exit 0 every time, and no record is worked on twice", async () => {
  const env = { STREAM_CHUNK_RECORDS: "50", BATCH_RECORDS: "50" };
  trial = await CaseTrial.open({ name: "case-15", shapes, servers: stackInUse(), env });
  const { input } = trial;
  await input.publish(20_000);
  const left: number[] = [];
  for (let stops = 0; stops < 2; stops++) {
    await Promise.all(
      shapes.map(async (shape) => {
        const process = trial?.start(shape);
        await eventually(async () =>
          expect(await process?.metric("messaging_client_consumed_messages_total")).toBeGreaterThan(0),
        );
        if (process) await trial?.stop(process);
      }),
    );
    left.push(...(await Promise.all(shapes.map((shape) => (trial as CaseTrial).lag(shape)))));
  }
  // It was in the midst of its work at least once.
  expect(Math.max(...left)).toBeGreaterThan(0);
  await trial.startAll();
  await trial.done();
  expect(await trial.verdict(20_000)).toEqual([]);
  expect(trial.exits.asked).toEqual(Array(9).fill(0));
  expect(await trial.entries("map")).toHaveLength(20_000);
  expect([...trial.store.stored.values()].filter(({ times }) => times > 1)).toEqual([]);
}, 80_000);

test("told to stop while a write has no answer and a step never ends: it exits 0 in time, and who comes next takes in what was left", async () => {
  trial = await CaseTrial.open({ name: "case-15-hangs", shapes: ["map", "sink"], servers: stackInUse() });
  const { input, store } = trial;
  gate = await TcpGate.before({ host: "127.0.0.1", port: Number(new URL(store.url).port) }, "hold");
  const env = { STORE_URL: `http://127.0.0.1:${gate.port}/`, WRITE_TIMEOUT_MS: "60000" };
  await input.publish(5, { partition: 0 });
  await input.publishStumble("endless", "endless", 0);
  const running = [trial.start("map", env), trial.start("sink", env)] as const;
  await running[0].says("joined the group");
  await running[1].says("writing");
  await Promise.all(running.map((process) => trial?.stop(process)));
  expect(trial.exits.asked).toEqual([0, 0]);
  expect(store.stored.size).toBe(0);
  gate.become("forward");
  await trial.startAll(env);
  expect(await trial.verdict(20_000)).toEqual([]);
}, 60_000);

test("told to stop while a write heeds nothing: exit 1 at a deadline below the service's own patience, and at once with a second signal; the record waits for who comes next", async () => {
  trial = await CaseTrial.open({ name: "case-15-deaf", shapes: ["sink"], servers: stackInUse() });
  const { input } = trial;
  await input.publishUnder("deaf", 0);
  const env = { WRITE_TIMEOUT_MS: "60000", KAFKA_GROUP_INSTANCE_ID: "one" };
  const first = trial.start("sink", { ...env, SHUTDOWN_TIMEOUT_MS: "1000" });
  await first.says("writing");
  expect(await trial.stop(first)).toBe(failed);
  const second = trial.start("sink", { ...env, SHUTDOWN_TIMEOUT_MS: "60000" });
  await second.says("writing");
  second.kill("SIGTERM");
  await second.says("stopping");
  expect(await trial.stop(second)).toBe(failed);
  expect([await trial.lag("sink"), trial.store.stored.size]).toEqual([1, 0]);
}, 60_000);
