import { performance } from "node:perf_hooks";
import { jest } from "@jest/globals";
import { ConfigError } from "@tributary/config";
import { BrokerError } from "@tributary/kafka";
import { defineProducer } from "../src/define.ts";
import type { Mark } from "../src/mark.ts";
import { type Emit, emit } from "../src/process/emit.ts";
import { type RunningService, startService } from "../src/start-service.ts";
import { FakePorts } from "./fake-ports.ts";
import { later } from "./later.ts";
import { thingTopic } from "./things.ts";

const thing = (id: string): Emit => emit(thingTopic, { id, at: 1, color: "red" });

/** Reports three things, then waits for ever. */
async function* three() {
  yield* [thing("a"), thing("b"), thing("c")];
  await new Promise(() => {});
}

function producer(source: () => AsyncIterable<Emit | Mark>) {
  return defineProducer({
    name: "maker",
    summary: "Makes things",
    config: {},
    outputs: [thingTopic],
    source,
  });
}

const failing = (running: RunningService) =>
  running.health
    .ready()
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`);

/** Lets everything that can go on without the outside world go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

let ports: FakePorts;
let running: RunningService | undefined;
beforeEach(() => {
  ports = new FakePorts();
});
afterEach(async () => {
  jest.restoreAllMocks();
  ports.publisher.acknowledge();
  await running?.stop();
  running = undefined;
});

test("until the broker is reached it is not ready and says for what it waits; then it is", async () => {
  const reached = Promise.withResolvers<void>();
  ports.reached = reached.promise;
  running = await startService(producer(three), ports);
  await settle();
  expect(failing(running)).toEqual([
    "lifecycle: starting",
    `connected: waiting for topic ${thingTopic.name}`,
  ]);
  expect(ports.publisher.records).toEqual([]);
  reached.resolve();
  await settle();
  expect(failing(running)).toEqual([]);
  expect(ports.publisher.records.map(({ key }) => key)).toEqual(["a", "b", "c"]);
});

test("a fault that only the source sees is told although the broker is away", async () => {
  ports.reached = new Promise(() => {});
  const fault = { name: "FILE", given: undefined, expected: "a file", cure: "Name one." };
  const source = () => {
    throw new ConfigError([fault]);
  };
  running = await startService(producer(source), ports);
  await expect(running.done).rejects.toThrow("FILE: given nothing");
});

test("a broker that fails for 30 s makes it unready, with the cause; it stays alive", async () => {
  running = await startService(producer(three), ports);
  await settle();
  Object.assign(ports.publisher.status, {
    failingSince: performance.now(),
    lastAttemptAt: performance.now() + 31_000,
    lastError: "connect ECONNREFUSED",
  });
  later(29_000);
  expect(failing(running)).toEqual([]);
  later(31_500);
  expect(failing(running)).toEqual([
    expect.stringMatching(/^publishing test.thing.v1: publishing has failed for 3\d s: connect/),
  ]);
  expect(running.health.live().every(({ ok }) => ok)).toBe(true);
});

test("a publisher that does not try for a minute while records wait is not alive any more", async () => {
  running = await startService(producer(three), ports);
  await settle();
  later(59_000);
  expect(running.health.live()).toEqual([{ name: `publishing ${thingTopic.name}`, ok: true, detail: "ok" }]);
  later(61_000);
  expect(running.health.live()).toEqual([
    {
      name: `publishing ${thingTopic.name}`,
      ok: false,
      detail: expect.stringMatching(/^publishing has not been tried for 6\d s$/),
    },
  ]);
});

test("a publisher at rest is alive and ready, even when the last thing it heard was a refusal", async () => {
  running = await startService(producer(three), ports);
  await settle();
  Object.assign(ports.publisher.status, {
    failingSince: performance.now(),
    lastAttemptAt: performance.now(),
  });
  ports.publisher.refuse(new BrokerError("too_large", "record of 2 MB"));
  await settle();
  later(120_000);
  expect(failing(running)).toEqual([]);
  expect(running.health.live().every(({ ok }) => ok)).toBe(true);
});

test("a stop waits for what is unacknowledged, says how much it is, and closes the broker last", async () => {
  running = await startService(producer(three), ports);
  await settle();
  expect(running.unfinished()).toEqual([`3 records for ${thingTopic.name} are not acknowledged`]);
  const stopping = running.stop();
  await settle();
  expect(ports.closed).toEqual([]);
  expect(failing(running)).toEqual(["lifecycle: stopping"]);
  ports.publisher.acknowledge();
  await stopping;
  expect(running.unfinished()).toEqual([]);
  expect(ports.closed).toEqual(["broker"]);
});

test("a refusal that comes while it stops is a failure, not a part of the stop", async () => {
  running = await startService(producer(three), ports);
  await settle();
  const stopping = running.stop();
  ports.publisher.refuse(new BrokerError("not_authorized", "no Write on the topic"));
  await expect(running.done).rejects.toThrow("no Write on the topic");
  await stopping;
});

test("a stop before the broker was ever reached is no failure", async () => {
  ports.reached = new Promise(() => {});
  running = await startService(producer(three), ports);
  await settle();
  await running.stop();
  await expect(running.done).resolves.toBeUndefined();
});
