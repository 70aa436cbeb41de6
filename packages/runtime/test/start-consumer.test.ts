import { performance } from "node:perf_hooks";
import { jest } from "@jest/globals";
import { BrokerError } from "@tributary/kafka";
import { defineConsumer } from "../src/define.ts";
import { type RunningService, startService } from "../src/start-service.ts";
import { FakeLogReader, record } from "./fake-log-reader.ts";
import { FakePorts } from "./fake-ports.ts";
import { later } from "./later.ts";
import { thingTopic, thingView } from "./things.ts";

const consumer = defineConsumer({
  name: "shower",
  summary: "Shows things",
  config: {},
  inputs: [thingTopic],
  outputs: [],
  views: () => ({ things: thingView() }),
  routes: (app, { views }) => {
    app.get("/things", () => views.things.size);
  },
});

const failing = (running: RunningService) =>
  running.health
    .ready()
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`);

const hanging = (running: RunningService) =>
  running.health
    .live()
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);

/** Resolves when the API is open. */
async function open(running: RunningService): Promise<string> {
  while (running.addresses.api === undefined) await new Promise((resolve) => setImmediate(resolve));
  return running.addresses.api;
}

let running: RunningService | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await running?.stop();
  running = undefined;
});

test("until the view is restored, its API answers 503 and readiness counts down; then both are well", async () => {
  const ports = new FakePorts(new FakeLogReader([0, 0], [2, 0]));
  running = await startService(consumer, ports);
  const api = await open(running);
  expect((await fetch(`${api}/things`)).status).toBe(503);
  expect(failing(running)).toEqual(["view things: restoring: 2 records to go"]);
  await ports.reader.hand(0, [record(0, "a", "1 a 1 red"), record(1, "b", "1 b 1 red")]);
  expect(failing(running)).toEqual([]);
  expect(await (await fetch(`${api}/things`)).json()).toBe(2);
});

test("a reader that has not tried for a minute is not alive any more", async () => {
  const ports = new FakePorts();
  Object.assign(ports.reader.status, { lastAttemptAt: performance.now() });
  running = await startService(consumer, ports);
  await open(running);
  later(50_000); // opening took its time, too
  expect(hanging(running)).toEqual([]);
  later(61_000);
  expect(hanging(running)).toEqual(["reading for things"]);
});

test("a broker that fails for 30 s makes it unready; a reader that keeps trying is alive", async () => {
  const ports = new FakePorts();
  running = await startService(consumer, ports);
  await open(running);
  const now = performance.now();
  Object.assign(ports.reader.status, { failingSince: now, lastAttemptAt: now + 600_000, lastError: "gone" });
  later(29_000);
  expect(failing(running)).toEqual([]);
  later(600_000);
  expect(failing(running)).toEqual([
    expect.stringMatching(/^reading for things: reading has failed for .*: gone$/),
  ]);
  expect(hanging(running)).toEqual([]);
});

test("a registry that fails for 30 s makes it unready", async () => {
  const ports = new FakePorts();
  running = await startService(consumer, ports);
  await open(running);
  ports.codec.failingSince = performance.now();
  later(31_000);
  expect(failing(running)).toEqual([
    expect.stringMatching(/^registry: looking up a schema has failed for 3\d s$/),
  ]);
});

test("a log that cannot be read any more ends the service with that reason", async () => {
  const ports = new FakePorts();
  running = await startService(consumer, ports);
  await open(running);
  ports.reader.fail(new BrokerError("not_authorized", "no Read on the topic"));
  await expect(running.done).rejects.toThrow("no Read on the topic");
});

test("a reader that hangs does not hold up the stop, and the API is closed by then", async () => {
  const ports = new FakePorts();
  ports.reader.run = () => new Promise(() => {});
  running = await startService(consumer, ports);
  const api = await open(running);
  await running.stop();
  await expect(running.done).resolves.toBeUndefined();
  await expect(fetch(`${api}/things`)).rejects.toThrow();
  expect(ports.closed).toEqual(["broker"]);
});
