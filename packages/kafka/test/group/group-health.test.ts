import { GroupHealth } from "../../src/group/group-health.ts";

function healthAt(clock: { now: number }) {
  return new GroupHealth(() => clock.now);
}

test("a broker that fails shows, although others answer", () => {
  const clock = { now: 1 };
  const health = healthAt(clock);
  health.failed("broker 1", new Error("closed"));
  clock.now = 5;
  health.failed("broker 1", new Error("refused"));
  health.succeeded("broker 2");

  expect(health.failingSince).toBe(1);
  expect(health.lastError).toBe("broker 1: refused");
  expect(health.lastSuccessAt).toBe(5);
});

test("of several troubles the oldest counts, until it is over or nobody asks any more", () => {
  const clock = { now: 1 };
  const health = healthAt(clock);
  health.failed("coordinator", new Error("away"));
  clock.now = 2;
  health.failed("broker 1", new Error("refused"));
  clock.now = 3;
  health.failed("t/0", new Error("has no leader"));

  health.succeeded("coordinator");
  expect([health.failingSince, health.lastError]).toEqual([2, "broker 1: refused"]);
  health.forget("broker 1");
  expect([health.failingSince, health.lastError]).toEqual([3, "t/0: has no leader"]);
  health.forget("t/0");
  expect([health.failingSince, health.lastError]).toEqual([undefined, undefined]);
});

test("an attempt shows that the loop turns", () => {
  const clock = { now: 7 };
  const health = healthAt(clock);
  expect(health.lastAttemptAt).toBeUndefined();

  health.attempted();

  expect([health.lastAttemptAt, health.lastSuccessAt]).toEqual([7, undefined]);
});
