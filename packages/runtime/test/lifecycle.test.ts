import { pino } from "pino";
import { Lifecycle } from "../src/lifecycle.ts";

const log = pino({ level: "silent" });

test("what was opened last is closed first, and only once", async () => {
  const closed: string[] = [];
  const lifecycle = new Lifecycle(log);
  lifecycle.onClose("ops", () => void closed.push("ops"));
  lifecycle.onClose("broker", async () => void closed.push("broker"));
  await Promise.all([lifecycle.close(), lifecycle.close()]);
  expect(closed).toEqual(["broker", "ops"]);
});

test("a step that fails does not keep the others open, but is told", async () => {
  const closed: string[] = [];
  const lifecycle = new Lifecycle(log);
  lifecycle.onClose("ops", () => void closed.push("ops"));
  lifecycle.onClose("broker", () => Promise.reject(new Error("stuck")));
  await expect(lifecycle.close()).rejects.toThrow("did not close cleanly");
  expect(closed).toEqual(["ops"]);
});

test("it tells what is at stake now, and nothing when nothing is", () => {
  let records = 2;
  const lifecycle = new Lifecycle(log);
  lifecycle.atStake(() => (records === 0 ? undefined : `${records} records`));
  expect(lifecycle.unfinished()).toEqual(["2 records"]);
  records = 0;
  expect(lifecycle.unfinished()).toEqual([]);
});
