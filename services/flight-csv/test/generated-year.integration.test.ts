import { randomInt } from "node:crypto";
import { flight } from "@tributary/contracts";
import { openCodec, openKafkaBroker } from "@tributary/kafka";
import { eventually, provisionFor, ServiceProcess, stackInUse } from "@tributary/testing";
import { flightGenerator } from "../src/generator/flight-generator.ts";
import { flightCsv } from "../src/service.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const rows = 30_000;
/** A year of this test's own: others write to the same topic. */
const seed = randomInt(2 ** 31 - 1);
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const processes: ServiceProcess[] = [];

afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop("SIGKILL")));
});

function started(more: Readonly<Record<string, string>> = {}): ServiceProcess {
  const one = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    FLIGHT_GENERATED_ROWS: String(rows),
    FLIGHT_SEED: String(seed),
    FLIGHT_SPEED: "max",
    FLIGHT_WHEN_DONE: "exit",
    ...more,
  });
  processes.push(one);
  return one;
}

/** Reads the topic along, and counts how often each line of this year is in it for good. */
async function countLines(
  lines: Map<number, number>,
  replays: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const broker = await openKafkaBroker({ clientId: "generated-year-test", brokers: kafkaBrokers, log });
  const decoder = openCodec({ registryUrl: schemaRegistryUrl, log }).decoder(flight);
  const mine = flightGenerator({ rows, seed }).fingerprint.slice(0, 8);
  const reader = await broker.openReader({ topic: flight.name, from: { at: "earliest" } });
  await reader.run(async ({ records }) => {
    for (const { value } of records) {
      let decoded = decoder.decode(value);
      for (; decoded.ok === "pending"; decoded = decoder.decode(value)) await decoded.resolved;
      if (!decoded.ok || decoded.value.replay.split(".")[1] !== mine) continue;
      const { lineNumber, replay } = decoded.value;
      replays.add(replay);
      lines.set(lineNumber, (lines.get(lineNumber) ?? 0) + 1);
    }
  }, signal);
  await broker.close();
}

test("a generated year that is killed on its way is in the topic once, row for row", async () => {
  await provisionFor(flightCsv);
  const lines = new Map<number, number>();
  const replays = new Set<string>();
  const stop = new AbortController();
  const reading = countLines(lines, replays, stop.signal);
  const killed = started({ FLIGHT_SPEED: "", FLIGHT_RATE: "5000" });
  await eventually(() => expect(lines.size).toBeGreaterThan(2_000), 60_000);
  await killed.stop("SIGKILL");
  expect(lines.size).toBeLessThan(rows);
  expect(await started().exited).toBe(0);
  await eventually(() => expect(lines.size).toBe(rows), 60_000);
  stop.abort();
  await reading;
  expect([...lines.values()].every((count) => count === 1)).toBe(true);
  expect([Math.min(...lines.keys()), Math.max(...lines.keys())]).toEqual([2, rows + 1]);
  expect([...replays]).toHaveLength(1);
}, 180_000);
