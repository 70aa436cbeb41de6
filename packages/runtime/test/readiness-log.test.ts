import { Health } from "../src/health.ts";
import { ReadinessLog } from "../src/readiness-log.ts";

function watched() {
  const lines: unknown[][] = [];
  const now = { ms: 0 };
  const fault = { text: undefined as string | undefined };
  const health = new Health();
  health.addReady("reading", () => fault.text);
  const write = (level: string) => (fields: unknown, message?: unknown) =>
    lines.push([level, fields, message]);
  const log = { info: write("info"), warn: write("warn") } as unknown as ConstructorParameters<
    typeof ReadinessLog
  >[1];
  return { lines, now, fault, health, readiness: new ReadinessLog(health, log, () => now.ms) };
}

test("an outage is one line when it begins and one when it is over, with its length", () => {
  const { lines, now, fault, health, readiness } = watched();
  health.started();
  readiness.look();
  expect(lines).toEqual([]);
  fault.text = "reading has failed for 30 s";
  now.ms = 1_000;
  readiness.look();
  now.ms = 2_000;
  readiness.look();
  fault.text = undefined;
  now.ms = 8_500;
  readiness.look();
  readiness.look();
  expect(lines).toEqual([
    ["warn", { checks: { reading: "reading has failed for 30 s" } }, "not ready"],
    ["info", { unreadyMs: 7_500 }, "ready again"],
  ]);
});

test("starting and stopping are no outages", () => {
  const { lines, fault, health, readiness } = watched();
  fault.text = "restoring";
  readiness.look();
  fault.text = undefined;
  health.started();
  health.stopping();
  fault.text = "closed";
  readiness.look();
  expect(lines).toEqual([]);
});
