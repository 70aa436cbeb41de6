import { jest } from "@jest/globals";
import type { Coordinator } from "../../src/group/coordinator.ts";
import { GroupHealth } from "../../src/group/group-health.ts";
import { GroupRun } from "../../src/group/group-run.ts";
import type { Leaders } from "../../src/group/leaders.ts";
import type { GroupWorker } from "../../src/group.ts";
import { silentLog } from "../silent-log.ts";
import { protocolError, ScriptedCoordinator } from "./scripted-coordinator.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const turns = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

/** A member that has joined, and whose partition has no leader: this is about its place in the group alone. */
function runIn(coordinator: ScriptedCoordinator) {
  const health = new GroupHealth();
  const never = new Promise<never>(() => undefined);
  const run = new GroupRun({
    worker: {} as GroupWorker,
    membership: coordinator.membership,
    coordinator: { hangUp: () => undefined } as unknown as Coordinator,
    leaders: { leaderOf: () => undefined, bounds: () => never } as unknown as Leaders,
    maxChunkBytes: 1,
    health,
    log: silentLog,
    random: () => 1,
  });
  return { run, health };
}

test("a group that rebalances without an end shows: a member that never comes to work is not well", async () => {
  const coordinator = new ScriptedCoordinator();
  const { run, health } = runIn(coordinator);
  coordinator.refuse.sync = new Array(20).fill(protocolError("REBALANCE_IN_PROGRESS"));
  void run.run();
  await turns(20_000);
  expect(health.lastError).toContain("REBALANCE_IN_PROGRESS");
  const since = health.failingSince;
  await turns(10_000);
  expect(health.failingSince).toBe(since);

  await turns(30_000);

  expect(run.rebalances).toBe(1);
  expect(health.failingSince).toBeUndefined();
});
