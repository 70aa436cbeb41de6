import { jest } from "@jest/globals";
import { keepMembership } from "../../src/group/keep-membership.ts";
import { protocolError, ScriptedCoordinator } from "./scripted-coordinator.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const turns = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

test("what was held before joining again was held throughout, when no generation was missed", async () => {
  const coordinator = new ScriptedCoordinator();
  const { membership } = coordinator;
  expect(await membership.join([])).toMatchObject({ isContinuous: false, generation: 1 });

  coordinator.generation = 2;
  expect(await membership.join([])).toMatchObject({ isContinuous: true, generation: 2 });
  // A follower whose group did not need to rebalance is given the same generation again.
  expect(await membership.join([])).toMatchObject({ isContinuous: true, generation: 2 });
  coordinator.generation = 4;
  expect(await membership.join([])).toMatchObject({ isContinuous: false, generation: 4 });
});

test("a generation that was joined but not settled counts as missed", async () => {
  const coordinator = new ScriptedCoordinator();
  const { membership } = coordinator;
  await membership.join([]);
  coordinator.generation = 2;
  coordinator.refuse.sync = [protocolError("REBALANCE_IN_PROGRESS")];
  await expect(membership.join([])).rejects.toThrow("REBALANCE_IN_PROGRESS");
  expect(membership.standing).toBe("joining");

  coordinator.generation = 3;

  expect(await membership.join([])).toMatchObject({ isContinuous: false, generation: 3 });
});

test("a heartbeat tells of a rebalance, and the member stays one until it joins anew", async () => {
  const coordinator = new ScriptedCoordinator();
  const { membership } = coordinator;
  await membership.join([]);
  await turns(1_000);
  coordinator.refuse.heartbeat = [protocolError("REBALANCE_IN_PROGRESS")];

  await membership.beat();

  expect([membership.standing, membership.isMember, membership.remainingMs]).toEqual([
    "rebalancing",
    true,
    6_000,
  ]);
});

test.each([
  ["UNKNOWN_MEMBER_ID", "join as new"],
  ["ILLEGAL_GENERATION", "join"],
])("expelled with %s it comes back by: %s", async (type, joining) => {
  const coordinator = new ScriptedCoordinator();
  const { membership } = coordinator;
  await membership.join([]);
  coordinator.refuse.heartbeat = [protocolError(type)];

  await expect(membership.beat()).rejects.toThrow(type);

  expect(membership.standing).toBe("outside");
  expect(coordinator.expelled).toEqual([expect.stringContaining(type)]);
  coordinator.generation = 2;
  expect(await membership.join([])).toMatchObject({ isContinuous: false });
  expect(coordinator.asked.at(-2)).toBe(joining);
});

test("a commit refused to a static member asks who has its name: it is not taken back from another process", async () => {
  const coordinator = new ScriptedCoordinator({ instanceId: "i" });
  const { membership } = coordinator;
  await membership.join([]);
  coordinator.refuse.commit = [protocolError("UNKNOWN_MEMBER_ID")];
  coordinator.refuse.heartbeat = [protocolError("FENCED_INSTANCE_ID")];

  const commit = membership.commit({ topic: "t", partition: 0 }, 7, 1_000);

  await expect(commit).rejects.toMatchObject({ code: "conflict" });
  expect(coordinator.expelled).toEqual([]);
});

test("a member says that it leaves, a static one does not", async () => {
  for (const [options, leaves] of [
    [{}, 1],
    [{ instanceId: "i" }, 0],
  ] as const) {
    const coordinator = new ScriptedCoordinator(options);
    await coordinator.membership.join([]);
    await coordinator.membership.leave(1_000);

    expect(coordinator.count("leave")).toBe(leaves);
    expect(coordinator.membership.standing).toBe("outside");
  }
});

async function kept(coordinator: ScriptedCoordinator) {
  await coordinator.membership.join([]);
  const stop = new AbortController();
  const keeping = keepMembership(coordinator.membership, () => 1, stop.signal);
  return { keeping, stop };
}

test("ten heartbeats are sent in a session", async () => {
  const coordinator = new ScriptedCoordinator();
  const { keeping, stop } = await kept(coordinator);

  await turns(6_000);

  expect(coordinator.count("heartbeat")).toBe(10);
  stop.abort();
  await keeping;
});

test("when heartbeats fail for as long as the session lasts, the member expels itself, and not before", async () => {
  const coordinator = new ScriptedCoordinator();
  const { keeping } = await kept(coordinator);
  coordinator.refuse.heartbeat = new Array(100).fill(new Error("ECONNREFUSED"));

  await turns(5_999);
  expect(coordinator.expelled).toEqual([]);
  await turns(1);

  expect(coordinator.expelled).toHaveLength(1);
  expect(coordinator.membership.standing).toBe("outside");
  await keeping;
});

test("one answered heartbeat is a whole session more", async () => {
  const coordinator = new ScriptedCoordinator();
  const { keeping, stop } = await kept(coordinator);
  coordinator.refuse.heartbeat = new Array(6).fill(new Error("ECONNREFUSED"));

  await turns(30_000);

  expect(coordinator.expelled).toEqual([]);
  stop.abort();
  await keeping;
});

test("what no retry mends ends the keeping", async () => {
  const coordinator = new ScriptedCoordinator();
  const { keeping } = await kept(coordinator);
  const outcome = keeping.catch((error) => error);
  coordinator.refuse.heartbeat = [protocolError("GROUP_AUTHORIZATION_FAILED")];

  await turns(1_000);

  expect(await outcome).toMatchObject({ code: "not_authorized" });
});
