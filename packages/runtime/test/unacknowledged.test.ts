import type { ConnectionStatus } from "@tributary/kafka";
import { Unacknowledged } from "../src/unacknowledged.ts";

const failing: ConnectionStatus = {
  lastAttemptAt: 1_000,
  lastSuccessAt: 900,
  failingSince: 950,
  lastError: "connect ECONNREFUSED",
};

test("a record counts until it is acknowledged, dropped or refused", async () => {
  const unacknowledged = new Unacknowledged();
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  unacknowledged.watch(one.promise);
  unacknowledged.watch(other.promise);
  expect(unacknowledged.records).toBe(2);
  one.resolve();
  await one.promise;
  expect(unacknowledged.records).toBe(1);
  other.reject(new Error("refused"));
  await other.promise.catch(() => {});
  expect(unacknowledged.records).toBe(0);
});

test("with nothing to send, an old failure is no weather and an old attempt no hang", () => {
  const unacknowledged = new Unacknowledged(() => 99_000);
  expect(unacknowledged.status(failing)).toEqual({
    lastAttemptAt: 99_000,
    failingSince: undefined,
    lastError: undefined,
  });
});

test("a record that comes after a long rest has not waited for as long as the rest", () => {
  let now = 70_000;
  const unacknowledged = new Unacknowledged(() => now);
  unacknowledged.watch(new Promise(() => {}));
  now = 90_000;
  unacknowledged.watch(new Promise(() => {}));
  expect(unacknowledged.status(failing)).toEqual({
    lastAttemptAt: 70_000,
    failingSince: 950,
    lastError: "connect ECONNREFUSED",
  });
});
