import { Health } from "../src/health.ts";

test("a service is not ready before it has started", () => {
  const health = new Health();
  expect(health.isReady).toBe(false);
  expect(health.ready()).toEqual([{ name: "lifecycle", ok: false, detail: "starting" }]);
  health.started();
  expect(health.isReady).toBe(true);
});

test("one failing probe makes it unready, and says why", () => {
  const health = new Health();
  health.started();
  health.addReady("broker", () => undefined);
  health.addReady("view", () => "restoring: 12 records to go");
  expect(health.isReady).toBe(false);
  expect(health.ready()).toContainEqual({ name: "view", ok: false, detail: "restoring: 12 records to go" });
  expect(health.ready()).toContainEqual({ name: "broker", ok: true, detail: "ok" });
});

test("what is tolerated is told, and leaves the service ready", () => {
  const health = new Health();
  health.started();
  health.addReady("reading", () => ({ tolerated: "reading has failed for 7 s" }));
  expect(health.isReady).toBe(true);
  expect(health.ready()).toContainEqual({ name: "reading", ok: true, detail: "reading has failed for 7 s" });
});

test("a service that is stopping is unready for good, but alive", () => {
  const health = new Health();
  health.started();
  health.stopping();
  health.started();
  expect(health.isReady).toBe(false);
  expect(health.live().every((check) => check.ok)).toBe(true);
});
