import { SharedAnswers } from "../../src/operations/shared-answers.ts";

function answers(options: { most?: number; patienceMs?: number } = {}) {
  const time = { now: 0 };
  const shared = new SharedAnswers({
    clock: () => time.now,
    keptMs: 2_000,
    patienceMs: 1_000,
    most: 2,
    ...options,
  });
  let asked = 0;
  const find = async () => ++asked;
  return { shared, time, find };
}

test("gives an answer again for two seconds, then asks anew", async () => {
  const { shared, time, find } = answers();
  expect(await shared.ask("a", find)).toBe(1);
  time.now = 1_999;
  expect(await shared.ask("a", find)).toBe(1);
  time.now = 2_000;
  expect(await shared.ask("a", find)).toBe(2);
});

test("the two seconds begin with the answer, however long it took", async () => {
  const { shared, time, find } = answers();
  const slow = Promise.withResolvers<number>();
  const first = shared.ask("a", () => slow.promise);
  time.now = 10_000;
  const second = shared.ask("a", find);
  slow.resolve(7);
  expect(await Promise.all([first, second])).toEqual([7, 7]);
  time.now = 11_000;
  expect(await shared.ask("a", find)).toBe(7);
});

test("a failure is shared as an answer is, and forgotten like one", async () => {
  const { shared, time, find } = answers();
  await expect(shared.ask("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  await expect(shared.ask("a", find)).rejects.toThrow("away");
  time.now = 2_000;
  expect(await shared.ask("a", find)).toBe(1);
});

test("holds no more questions than it may", async () => {
  const { shared, time, find } = answers();
  await shared.ask("a", find);
  await shared.ask("b", find);
  await expect(shared.ask("c", find)).rejects.toMatchObject({ name: "ClusterBusy" });
  time.now = 2_000;
  expect(await shared.ask("c", find)).toBe(3);
});

test("a call that never settles is taken for lost after a minute", async () => {
  const { shared, time, find } = answers({ patienceMs: 1 });
  const lost = () => shared.ask("a", () => new Promise<number>(() => {}));
  await expect(lost()).rejects.toThrow("not answered within");
  time.now = 59_999;
  await expect(shared.ask("a", find)).rejects.toThrow("not answered within");
  time.now = 60_000;
  expect(await shared.ask("a", find)).toBe(1);
});

test("what was asked before an action is not told after it, even when its answer comes late", async () => {
  const { shared, find } = answers();
  const slow = Promise.withResolvers<number>();
  const before = shared.ask("a", () => slow.promise);
  shared.forget();
  expect(await shared.ask("a", find)).toBe(1);
  slow.resolve(9);
  expect(await before).toBe(9);
  expect(await shared.ask("a", find)).toBe(1);
});
