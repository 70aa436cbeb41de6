import type { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchStaticMembership } from "../../src/patches/static-membership.ts";
import { compareWithStock, patchedKafkajs, silentLogger } from "./kafkajs-copies.ts";

/** What Kafka 4.2 takes of JoinGroup, Heartbeat and SyncGroup. */
const versions = { 11: { maxVersion: 9 }, 12: { maxVersion: 4 }, 14: { maxVersion: 5 } };

interface Exchange {
  readonly request: { readonly apiVersion: number; encode(): Promise<{ readonly buffer: Buffer }> };
}

/** A kafkajs broker whose requests are noted as bytes instead of being sent. */
function noting(modules: KafkajsModules) {
  const Broker = modules.read("src/broker/index.js");
  const { lookup } = modules.read("src/protocol/requests/index.js");
  const sent: { readonly version: number; readonly bytes: Buffer }[] = [];
  const connectionPool = {
    send: async ({ request }: Exchange) => {
      sent.push({ version: request.apiVersion, bytes: (await request.encode()).buffer });
      return {};
    },
  };
  const broker = new Broker({ connectionPool, logger: silentLogger(modules), versions });
  broker.lookupRequest = lookup(versions);
  return { broker, sent };
}

const member = { groupId: "g", memberId: "m", groupInstanceId: "instance-7" };

/** For each of the requests of a member, whether the instance id is in its bytes. */
async function carried(modules: KafkajsModules): Promise<boolean[]> {
  const { broker, sent } = noting(modules);
  const groupProtocols = [{ name: "p", metadata: Buffer.alloc(0) }];
  await broker.joinGroup({ ...member, sessionTimeout: 1, rebalanceTimeout: 1, groupProtocols });
  await broker.syncGroup({ ...member, generationId: 1, groupAssignment: [] });
  await broker.heartbeat({ ...member, groupGenerationId: 1 });
  return sent.map(({ bytes }) => bytes.includes("instance-7"));
}

test("join, sync and heartbeat of a static member carry its instance id", async () => {
  const { stock, patched } = await compareWithStock(patchStaticMembership, carried);

  expect(stock).toEqual(new Array(10).fill([false, false, false]));
  expect(patched).toEqual([true, true, true]);
});

test("the request of a member without an instance id is the same as ever", async () => {
  const heartbeatOf = async (modules: KafkajsModules) => {
    const { broker, sent } = noting(modules);
    await broker.heartbeat({ groupId: "g", memberId: "m", groupGenerationId: 1 });
    return sent[0];
  };

  const { stock, patched } = await compareWithStock(patchStaticMembership, heartbeatOf);

  expect(patched).toEqual(stock[0]);
  expect(patched?.version).toBe(3);
});

test("a member that is given its id by the coordinator keeps the instance id in the second request", async () => {
  const modules = patchedKafkajs(patchStaticMembership);
  const { broker, sent } = noting(modules);
  const { KafkaJSMemberIdRequired } = modules.read("src/errors.js");
  const { send } = broker.connectionPool;
  broker.connectionPool.send = async (exchange: Exchange) => {
    await send(exchange);
    if (sent.length === 1) throw new KafkaJSMemberIdRequired(new Error("needed"), { memberId: "given" });
    return {};
  };

  await broker.joinGroup({
    ...member,
    memberId: "",
    sessionTimeout: 1,
    rebalanceTimeout: 1,
    groupProtocols: [],
  });

  expect(sent.map(({ bytes }) => [bytes.includes("given"), bytes.includes("instance-7")])).toEqual([
    [false, true],
    [true, true],
  ]);
});
