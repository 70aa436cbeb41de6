import { eventually, type GateManner, type ServiceProcess, TcpGate } from "../../src/index.ts";
import { endAll, provisionPositions, servers, service } from "./services.ts";

const ready = 200;
const notReady = 503;
let broker: TcpGate;
let registry: TcpGate;

beforeAll(() => provisionPositions(servers()));
beforeEach(async () => {
  const [host = "", port] = servers().kafkaBrokers.split(":");
  const url = new URL(servers().schemaRegistryUrl);
  broker = await TcpGate.before({ host, port: Number(port) });
  registry = await TcpGate.before({ host: url.hostname, port: Number(url.port) });
});
afterEach(async () => {
  await endAll();
  await Promise.all([broker.close(), registry.close()]);
});

function behindGates(name: "bus-gps" | "map-feed", env: Record<string, string> = {}): ServiceProcess {
  return service(name, {
    KAFKA_BROKERS: `127.0.0.1:${broker.port}`,
    SCHEMA_REGISTRY_URL: `http://127.0.0.1:${registry.port}${new URL(servers().schemaRegistryUrl).pathname}`,
    SHUTDOWN_TIMEOUT_MS: "5000",
    ...env,
  });
}

/** Resolves when `/readyz` is 503 and a check says so; the process is alive all the same. */
async function waits(started: ServiceProcess, words: RegExp): Promise<void> {
  await eventually(async () => {
    const { status, checks } = await started.health("readyz");
    expect(status).toBe(notReady);
    expect(checks.filter(({ ok }) => !ok).map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(words),
    );
  });
  expect((await started.health("livez")).status).toBe(ready);
}

test("services started before Kafka are alive, say what they wait for, and become ready when it comes", async () => {
  broker.become("refuse");
  const both = [behindGates("bus-gps"), behindGates("map-feed")];
  for (const each of both) await waits(each, /^waiting for topic transit\.vehicle-position\.v1: .+/);
  broker.become("forward");
  for (const each of both) await each.ready();
  expect(both.map(({ hasExited }) => hasExited)).toEqual([false, false]);
});

test.each<GateManner>(["refuse", "hold"])(
  "bus-gps started while the registry is in mood %s waits for it, and becomes ready when it answers",
  async (manner) => {
    registry.become(manner);
    const busGps = behindGates("bus-gps");
    await waits(busGps, /^waiting for the schema registry/);
    registry.become("forward");
    await busGps.ready();
  },
);

test("told to stop while Kafka refuses or hangs, a service that never reached it exits 0", async () => {
  broker.become("refuse");
  const refused = [behindGates("bus-gps"), behindGates("map-feed")];
  for (const each of refused) await waits(each, /^waiting for topic/);
  expect(await Promise.all(refused.map((each) => each.stop()))).toEqual([0, 0]);
  broker.become("hold");
  const held = [behindGates("bus-gps"), behindGates("map-feed")];
  for (const each of held) await waits(each, /^waiting for topic/);
  expect(await Promise.all(held.map((each) => each.stop()))).toEqual([0, 0]);
});

test("told to stop while the registry hangs, bus-gps exits 0", async () => {
  registry.become("hold");
  const busGps = behindGates("bus-gps");
  await waits(busGps, /^waiting for the schema registry/);
  expect(await busGps.stop()).toBe(0);
});
