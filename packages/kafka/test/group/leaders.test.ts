import { jest } from "@jest/globals";
import { GroupHealth } from "../../src/group/group-health.ts";
import { Leaders } from "../../src/group/leaders.ts";
import type { Cluster } from "../../src/kafkajs/kafkajs-internals.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);

/** A cluster whose brokers take connections and then hang: kafkajs has no time-out while it authenticates. */
async function leadersOfHungBrokers(): Promise<{ leaders: Leaders; health: GroupHealth }> {
  const health = new GroupHealth();
  const hung = {
    brokerPool: { brokers: {}, metadata: null, findConnectedBroker: async () => ({ versions: {} }) },
    findBroker: never,
    refreshMetadata: never,
    fetchTopicsOffset: never,
    disconnect: async () => undefined,
  } as unknown as Cluster;
  const leaders = await Leaders.open(["t"], { connect: async () => hung, health });
  return { leaders, health };
}

test("whatever is asked of brokers that hang is given up: no partition waits for it without end", async () => {
  const { leaders, health } = await leadersOfHungBrokers();
  const at = { topic: "t", partition: 0 };
  const outcomes = Promise.allSettled([leaders.broker("1"), leaders.refresh(), leaders.bounds(at)]);

  await jest.advanceTimersByTimeAsync(60_000);

  const unavailable = { status: "rejected", reason: { name: "BrokerError", code: "unavailable" } };
  expect(await outcomes).toMatchObject([unavailable, unavailable, unavailable]);
  expect(health.lastError).toContain("cluster");
});
