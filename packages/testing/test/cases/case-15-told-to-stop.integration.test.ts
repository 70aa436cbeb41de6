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

test("told to stop while there is work, and when there is none: exit 0, and no record is worked on twice", async () => {
  const env = { STREAM_CHUNK_RECORDS: "50", BATCH_RECORDS: "50" };
  trial = await CaseTrial.open({ name: "case-15", shapes, servers: stackInUse(), env });
  const { input } = trial;
  await input.publish(8_000);
  await Promise.all(
    shapes.map(async (shape) => {
      const process = trial?.start(shape);
      await eventually(async () =>
        expect(await process?.metric("messaging_client_consumed_messages_total")).toBeGreaterThan(0),
      );
      if (process) await trial?.stop(process);
    }),
  );
  const left = await Promise.all(shapes.map((shape) => (trial as CaseTrial).lag(shape)));
  // At least one was in the midst of its work.
  expect(Math.max(...left)).toBeGreaterThan(0);
  await trial.startAll();
  await trial.done();
  expect(await trial.verdict(20_000)).toEqual([]);
  expect(trial.exits.asked).toEqual(Array(6).fill(0));
  expect(await trial.entries("map")).toHaveLength(8_000);
  expect([...trial.store.stored.values()].filter(({ times }) => times > 1)).toEqual([]);
}, 80_000);

test("told to stop while a write has no answer and a step never ends: it exits 0 in time, and who comes next takes in what was left", async () => {
  trial = await CaseTrial.open({ name: "case-15-hangs", shapes: ["map", "sink"], servers: stackInUse() });
  const { input, store } = trial;
  gate = await TcpGate.before({ host: "127.0.0.1", port: Number(new URL(store.url).port) }, "hold");
  const env = {
    STORE_URL: `http://127.0.0.1:${gate.port}/`,
    WRITE_TIMEOUT_MS: "60000",
    SHUTDOWN_TIMEOUT_MS: "4000",
  };
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

test("told to stop while a write heeds nothing: it is given up within the deadline, exit 0; a second signal ends it at once, exit 1; the record waits for who comes next", async () => {
  trial = await CaseTrial.open({ name: "case-15-deaf", shapes: ["sink"], servers: stackInUse() });
  await trial.input.publishUnder("deaf", 0);
  const env = { WRITE_TIMEOUT_MS: "60000", KAFKA_GROUP_INSTANCE_ID: "one" };
  const first = trial.start("sink", { ...env, SHUTDOWN_TIMEOUT_MS: "2000" });
  await first.says("writing");
  expect(await trial.stop(first)).toBe(0);
  const second = trial.start("sink", { ...env, SHUTDOWN_TIMEOUT_MS: "60000" });
  await second.says("writing");
  second.kill("SIGTERM");
  await second.says("stopping");
  expect(await trial.stop(second)).toBe(failed);
  expect(second.log.at(-1)?.msg).toBe("second signal, ending at once");
  expect([await trial.lag("sink"), trial.store.stored.size]).toEqual([1, 0]);
}, 60_000);
