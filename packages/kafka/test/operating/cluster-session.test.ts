import { BrokerError } from "../../src/broker-error.ts";
import { ClusterSession } from "../../src/operating/cluster-session.ts";
import type { OperatorCluster } from "../../src/operating/operator-cluster.ts";

class NumberedCluster {
  readonly number: number;
  isOpen = true;

  constructor(number: number) {
    this.number = number;
  }

  async disconnect(): Promise<void> {
    this.isOpen = false;
  }
}

function scripted(...failures: readonly unknown[]) {
  const connected: NumberedCluster[] = [];
  const left = [...failures];
  const session = new ClusterSession(async () => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    const cluster = new NumberedCluster(connected.length + 1);
    connected.push(cluster);
    return cluster as unknown as OperatorCluster;
  });
  return { session, connected };
}

const numberOf = async (cluster: OperatorCluster) => (cluster as unknown as NumberedCluster).number;
const weather = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

/** Work that fails on the given clusters and answers with the number of the one that it succeeds on. */
const failingOn =
  (failure: () => unknown, ...numbers: readonly number[]) =>
  async (cluster: OperatorCluster) => {
    const number = await numberOf(cluster);
    if (numbers.includes(number)) throw failure();
    return number;
  };

test("calls share one connection", async () => {
  const { session, connected } = scripted();

  expect(await Promise.all([session.use("a", numberOf), session.use("b", numberOf)])).toEqual([1, 1]);
  expect(await session.use("c", numberOf)).toBe(1);
  expect(connected).toHaveLength(1);
});

test("a call that finds its connection stale is done on a new one", async () => {
  const { session, connected } = scripted();
  await session.use("first", numberOf);

  expect(await session.use("second", failingOn(weather, 1))).toBe(2);
  expect(connected.map(({ isOpen }) => isOpen)).toEqual([false, true]);
});

test("a failure on a new connection is the caller's, and the next call begins anew", async () => {
  const { session, connected } = scripted();

  await expect(session.use("look", failingOn(weather, 1))).rejects.toMatchObject({
    code: "unavailable",
    message: "look: connect ECONNREFUSED",
  });
  expect(connected[0]?.isOpen).toBe(false);
  expect(await session.use("look", numberOf)).toBe(2);
});

test("a connection that could not be made is not kept", async () => {
  const { session } = scripted(weather());

  await expect(session.use("look", numberOf)).rejects.toMatchObject({ code: "unavailable" });
  expect(await session.use("look", numberOf)).toBe(1);
});

test("what no new connection mends is told at once: an answer of our own, or a refusal", async () => {
  const { session, connected } = scripted();
  await session.use("first", numberOf);
  const missing = () => new BrokerError("unknown_topic", "topic x does not exist");
  const refused = () => Object.assign(new Error("no"), { type: "GROUP_AUTHORIZATION_FAILED" });

  await expect(session.use("look", failingOn(missing, 1))).rejects.toThrow("topic x does not exist");
  expect(connected).toHaveLength(1);
  await expect(session.use("look", failingOn(refused, 1))).rejects.toMatchObject({ code: "not_authorized" });
  expect(connected).toHaveLength(1);
});

test("a closed session answers nothing", async () => {
  const { session, connected } = scripted();
  await session.use("first", numberOf);
  await session.close();

  await expect(session.use("look", numberOf)).rejects.toMatchObject({ code: "closed" });
  expect(connected[0]?.isOpen).toBe(false);
});
