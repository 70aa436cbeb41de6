import { eventually, type ServiceProcess, type Stack, startStack } from "../../src/index.ts";
import { endAll, provisionPositions, service, toldOf } from "./services.ts";

const sentTotal = "messaging_client_sent_messages_total";
const consumedTotal = "messaging_client_consumed_messages_total";
const failingSeconds = "stream_publish_failing_seconds";
const dropped = "stream_dropped_records_total";
let stack: Stack;
let env: Record<string, string>;

beforeAll(async () => {
  stack = await startStack();
  await provisionPositions(stack);
  env = { ...toldOf(stack), SHUTDOWN_TIMEOUT_MS: "3000", BUS_MODE: "live" };
});
afterEach(endAll);
afterAll(() => stack?.stop());

async function flowing(): Promise<{ busGps: ServiceProcess; mapFeed: ServiceProcess }> {
  const busGps = service("bus-gps", env);
  const mapFeed = service("map-feed", env);
  await Promise.all([busGps.ready(), mapFeed.ready()]);
  await more(mapFeed, consumedTotal);
  return { busGps, mapFeed };
}

/** Resolves when the counter has gone up from where it is now. */
async function more(of: ServiceProcess, counter: string, timeoutMs?: number): Promise<void> {
  const before = await of.metric(counter);
  await eventually(async () => expect(await of.metric(counter)).toBeGreaterThan(before), timeoutMs);
}

/** Resolves when bus-gps has noticed that nothing goes out. */
async function noticed(busGps: ServiceProcess): Promise<void> {
  await eventually(async () => expect(await busGps.metric(failingSeconds)).toBeGreaterThan(0), 30_000);
}

test("positions flow again after Kafka was gone; nothing is lost, and nobody restarted or stopped living", async () => {
  const { busGps, mapFeed } = await flowing();
  await stack.kafka?.stop();
  await noticed(busGps);
  expect((await busGps.health("livez")).status).toBe(200);
  expect((await mapFeed.health("livez")).status).toBe(200);
  expect(await busGps.metric("stream_unacknowledged_records")).toBeGreaterThan(0);
  await stack.kafka?.start();
  await Promise.all([more(busGps, sentTotal), more(mapFeed, consumedTotal)]);
  await Promise.all([busGps.ready(), mapFeed.ready()]);
  expect(await busGps.metric(failingSeconds)).toBe(0);
  expect(await busGps.metric(dropped)).toBe(0);
  expect([busGps.hasExited, mapFeed.hasExited]).toEqual([false, false]);
});

test("told to stop while Kafka hangs, map-feed owes nothing and exits 0; bus-gps exits 1 and says what it lost", async () => {
  const { busGps, mapFeed } = await flowing();
  const stream = await fetch(`${await mapFeed.apiUrl()}/vehicles/stream`);
  const told = stream.text();
  stack.kafka?.kill("SIGSTOP");
  await eventually(async () =>
    expect(await busGps.metric("stream_unacknowledged_records")).toBeGreaterThan(100),
  );
  expect(await Promise.all([busGps.stop(), mapFeed.stop()])).toEqual([1, 0]);
  expect(await told).toContain("event: reconnect");
  expect(busGps.log.at(-1)).toMatchObject({
    level: "fatal",
    msg: "not stopped in time, ending",
    unfinished: [
      expect.stringMatching(/^\d{3,} records for transit\.vehicle-position\.v1 are not acknowledged$/),
    ],
  });
  stack.kafka?.kill("SIGCONT");
});
