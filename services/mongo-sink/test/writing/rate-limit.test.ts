import { RateLimit } from "../../src/writing/rate-limit.ts";

const never = new AbortController().signal;

test("without a limit nothing waits", async () => {
  await new RateLimit(undefined, 1_000).pass(1_000_000, never);
});

test("who comes first passes first, however much the next ones ask for", async () => {
  const limit = new RateLimit(1_000, 50);
  const passed: number[] = [];
  await Promise.all(
    [50, 1, 40, 2].map((records) => limit.pass(records, never).then(() => passed.push(records))),
  );
  expect(passed).toEqual([50, 1, 40, 2]);
});

test("a wait ends when it is told to, and later ones go on", async () => {
  const limit = new RateLimit(100, 10);
  const controller = new AbortController();
  const waiting = limit.pass(10, controller.signal);
  controller.abort(new Error("the partition is another's"));
  await expect(waiting).rejects.toThrow("the partition is another's");
  await limit.pass(1, never);
});

test("so many records take at least their time", async () => {
  const limit = new RateLimit(1_000, 20);
  const begin = performance.now();
  for (let passed = 0; passed < 100; passed += 20) await limit.pass(20, never);
  // A lower bound, which no slow machine breaks: the bucket begins empty.
  expect(performance.now() - begin).toBeGreaterThanOrEqual(95);
});
