import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { CaseTrial } from "./case-trial.ts";

// A TypeError in a step: case 11. A step that never ends: case 17. A registry that hangs: case 5. An empty message: case 7.
const failed = 1;
let trial: CaseTrial | undefined;
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});

test("a rejection that a writer leaves behind ends the service with exit 1 and its reason; neighbours are taken in, the record is not lost", async () => {
  trial = await CaseTrial.open({ name: "stray", shapes: ["sink"], servers: stackInUse() });
  const { input } = trial;
  await input.publish(5, { partition: 0 });
  const process = trial.start("sink");
  await trial.done();
  await input.publishUnder("stray", 0);
  expect(await process.exited).toBe(failed);
  expect((await process.says("failed")).err).toMatchObject({ message: "nobody waits for this" });
  expect(process.log.at(-1)?.msg).toBe("stopped");
  const left = await trial.lag("sink");
  // The write itself went well: whether its offset was committed is a matter of what came first.
  expect([0, 1]).toContain(left);
  expect(trial.store.stored.size).toBe(6);
  expect(trial.idleness()).toEqual([]);
}, 40_000);

test("a write that never ends is told as soon as its deadline has passed, and ends the service with exit 1 when ten have; other partitions are served meanwhile", async () => {
  trial = await CaseTrial.open({ name: "deaf", shapes: ["sink"], servers: stackInUse() });
  const { input, store } = trial;
  await input.publishUnder("deaf", 0);
  await input.publish(5, { partition: 1 });
  const process = trial.start("sink", { WRITE_TIMEOUT_MS: "250" });
  await eventually(async () => {
    const { checks } = await process.health("readyz");
    expect(checks.find(({ name }) => name === "store")?.detail).toMatch(
      /^writing to the store has failed for/,
    );
  });
  expect((await process.health("livez")).status).toBe(200);
  expect(await process.exited).toBe(failed);
  expect((await process.says("failed")).err).toMatchObject({
    message: expect.stringMatching(/\[0\]: a call that was given up \d+ s ago has not ended$/),
  });
  expect([...store.stored.values()].map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(await trial.lag("sink")).toBe(1);
  expect(trial.idleness()).toEqual([]);
}, 40_000);
