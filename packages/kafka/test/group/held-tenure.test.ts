import { jest } from "@jest/globals";
import { HeldTenure } from "../../src/group/held-tenure.ts";
import { protocolError, ScriptedCoordinator } from "./scripted-coordinator.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const turns = (ms = 0) => jest.advanceTimersByTimeAsync(ms);
const expelled = { name: "BrokerError", code: "expelled" };

async function held() {
  const coordinator = new ScriptedCoordinator();
  const { membership } = coordinator;
  await membership.join([]);
  const dependencies = { membership, random: () => 1, patienceMs: () => 6_000 };
  const at = { topic: "t", partition: 0 };
  const tenure = new HeldTenure(at, { committed: 5, logStart: 2 }, dependencies);
  return { coordinator, membership, tenure };
}

test("a confirmation costs nothing while the coordinator was heard within a third of the session", async () => {
  const { coordinator, tenure } = await held();
  await turns(2_000);
  await tenure.confirm();
  expect(coordinator.count("heartbeat")).toBe(0);

  await turns(1);
  await Promise.all([tenure.confirm(), tenure.confirm()]);
  expect(coordinator.count("heartbeat")).toBe(1);
});

test("a confirmation asks, and rejects when the coordinator knows the member no more", async () => {
  const { coordinator, tenure } = await held();
  await turns(3_000);
  coordinator.refuse.heartbeat = [protocolError("UNKNOWN_MEMBER_ID")];

  await expect(tenure.confirm()).rejects.toMatchObject(expelled);
  expect(coordinator.expelled).toHaveLength(1);
});

test("a confirmation rides out weather until the session is over, and then rejects", async () => {
  const { coordinator, membership, tenure } = await held();
  await turns(3_000);
  coordinator.refuse.heartbeat = new Array(100).fill(new Error("ECONNREFUSED"));
  // As the run does when a member is expelled.
  void membership.changes.when(() => membership.standing === "outside").then(() => tenure.lose());
  const outcome = tenure.confirm().catch((error) => error);
  await turns(2_900);
  expect(membership.standing).toBe("member");

  await turns(3_000);

  expect(await outcome).toMatchObject(expelled);
});

test("after a stop longer than the session the first confirmation rejects without a question", async () => {
  const { coordinator, membership, tenure } = await held();
  void membership.changes.when(() => membership.standing === "outside").then(() => tenure.lose());
  await turns(7_000);

  const outcome = tenure.confirm().catch((error) => error);
  await turns();

  expect(await outcome).toMatchObject(expelled);
  expect(coordinator.asked.filter((name) => name === "heartbeat")).toEqual([]);
});

test("between two generations confirmations and commits wait for the outcome", async () => {
  const { coordinator, membership, tenure } = await held();
  const silence = Promise.withResolvers<void>();
  coordinator.silence = silence.promise;
  coordinator.generation = 2;
  const joining = membership.join([]);
  const kept = tenure.commit(7);
  await turns(1_000);
  expect(coordinator.count("commit")).toBe(0);

  coordinator.silence = undefined;
  silence.resolve();
  await joining;
  await kept;
  expect(coordinator.count("commit")).toBe(1);

  coordinator.silence = new Promise(() => undefined);
  void membership.join([]);
  const lost = Promise.allSettled([tenure.commit(8), tenure.confirm()]);
  await turns(1_000);
  tenure.lose();
  expect(await lost).toMatchObject([
    { status: "rejected", reason: expelled },
    { status: "rejected", reason: expelled },
  ]);
});

test("what a new generation gives to another is neither confirmed nor committed by who waited for its outcome", async () => {
  const { coordinator, membership, tenure } = await held();
  coordinator.generation = 2;
  const joining = membership.join([], () => tenure.lose());
  const waiting = Promise.allSettled([tenure.commit(7), tenure.confirm()]);

  await joining;

  expect(await waiting).toMatchObject([
    { status: "rejected", reason: expelled },
    { status: "rejected", reason: expelled },
  ]);
  expect(coordinator.count("commit")).toBe(0);
});

test("a commit tries again through weather, at most as long as a session lasts", async () => {
  const { coordinator, tenure } = await held();
  coordinator.refuse.commit = [new Error("ECONNRESET"), protocolError("GROUP_LOAD_IN_PROGRESS")];
  const commit = tenure.commit(7);
  await turns(1_000);
  await commit;
  expect(coordinator.count("commit")).toBe(3);

  coordinator.refuse.commit = new Array(100).fill(new Error("ECONNRESET"));
  const outcome = tenure.commit(8).catch((error) => error);
  await turns(9_000);
  expect(await outcome).toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("ECONNRESET"),
  });
});

test("a partition to be handed over may still be committed, a lost one may not", async () => {
  const { tenure } = await held();
  tenure.handOver();
  expect(tenure.signal.aborted).toBe(true);
  await tenure.commit(7);
  await tenure.confirm();

  tenure.lose();

  await expect(tenure.commit(8)).rejects.toMatchObject(expelled);
  await expect(tenure.confirm()).rejects.toMatchObject(expelled);
});
