import { randomInt } from "node:crypto";
import { type Flight, flight } from "@tributary/contracts";
import { eventually, provisionFor, readTopic, ServiceProcess, stackInUse } from "@tributary/testing";
import { flightGenerator } from "../src/generator/flight-generator.ts";
import { flightCsv } from "../src/service.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const rows = 30_000;
/** A year of this test's own: others write to the same topic. */
const seed = randomInt(2 ** 31 - 1);
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

test("a generated year that is killed on its way is in the topic once, row for row", async () => {
  await provisionFor(flightCsv);
  const lines = new Map<number, number>();
  const replays = new Set<string>();
  const stop = new AbortController();
  const mine = flightGenerator({ rows, seed }).fingerprint.slice(0, 8);
  const count = ({ replay, lineNumber }: Flight) => {
    if (replay.split(".")[1] !== mine) return;
    replays.add(replay);
    lines.set(lineNumber, (lines.get(lineNumber) ?? 0) + 1);
  };
  const reading = readTopic(flight, count, stop.signal);
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
