import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Accident, accident } from "@tributary/contracts";
import { eventually, provisionFor, readTopic, ServiceProcess, stackInUse } from "@tributary/testing";
import type { columns47 } from "../src/accident-columns.ts";
import { accidentCsv } from "../src/service.ts";
import { editions, madeLine } from "./made-rows.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "accident-csv-"));
/** Ids of this test's own: others write to the same topic. */
const mine = randomUUID().slice(0, 8);
const processes: ServiceProcess[] = [];
const zones = [
  ["NY", "US/Eastern"],
  ["TX", "US/Central"],
  ["CO", "US/Mountain"],
  ["CA", "US/Pacific"],
] as const;
const rows = 3_000;

afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop("SIGKILL")));
  rmSync(folder, { recursive: true });
});

function started(file: string, more: Readonly<Record<string, string>> = {}): ServiceProcess {
  const one = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    ACCIDENT_FILE: file,
    ACCIDENT_SPEED: "max",
    ACCIDENT_WHEN_DONE: "exit",
    ACCIDENT_CACHE_DIR: join(folder, "cache"),
    ...more,
  });
  processes.push(one);
  return one;
}

/** Row `i`: its start goes back and forth by hours, each 100th has 9 digits of fraction, each 50th is bad. */
function lineOf(columns: typeof columns47, name: string, i: number): string {
  const [State, Timezone] = zones[i % 4] as (typeof zones)[number];
  const at = new Date(Date.UTC(2019, 5, 1) + ((i * 7_919) % rows) * 60_000).toISOString();
  const fraction = i % 100 === 0 ? ".123456789" : "";
  const Start_Time = i % 50 === 7 ? "2019-06-31 00:00:00" : at.slice(0, 19).replace("T", " ") + fraction;
  return madeLine(columns, {
    ID: `${mine}-${name}-${i}`,
    Start_Time,
    End_Time: "",
    Weather_Timestamp: "",
    State,
    Timezone,
  });
}

async function replayAll(name: string, columns: typeof columns47, isKilled: boolean): Promise<void> {
  const file = join(folder, `${name}.csv`);
  const lines = Array.from({ length: rows }, (_, i) => lineOf(columns, name, i));
  writeFileSync(file, [columns.join(), ...lines, lineOf(columns, name, rows).slice(0, 80)].join("\n"));
  const seen = new Map<string, Accident[]>();
  const stop = new AbortController();
  const count = (value: Accident) => {
    if (!value.accidentId.startsWith(`${mine}-${name}-`)) return;
    seen.set(value.accidentId, [...(seen.get(value.accidentId) ?? []), value]);
  };
  const reading = readTopic(accident, count, stop.signal);
  const good = rows - rows / 50;
  if (isKilled) {
    const killed = started(file, { ACCIDENT_SPEED: "", ACCIDENT_RATE: "500" });
    await eventually(() => expect(seen.size).toBeGreaterThan(300), 60_000);
    await killed.stop("SIGKILL");
    expect(seen.size).toBeLessThan(good);
  }
  expect(await started(file).exited).toBe(0);
  await eventually(() => expect(seen.size).toBe(good), 60_000);
  stop.abort();
  await reading;
  const sent = [...seen.values()];
  expect(sent.every((values) => values.length === 1)).toBe(true);
  expect(new Set(sent.map(([value]) => value?.replay)).size).toBe(1);
  const fractions = sent.filter(([value]) => value?.startedLocal.endsWith(".123456789"));
  expect(fractions).toHaveLength(rows / 100);
  for (const [value] of sent) expect(value?.lineNumber).toBe(Number(value?.accidentId.split("-")[2]) + 2);
}

test("files of all three layouts, one killed on its way, are in the topic once, without their bad rows", async () => {
  await provisionFor(accidentCsv);
  const files = Object.entries(editions).map(([name, columns]) => replayAll(name, columns, name === "49"));
  await Promise.all(files);
}, 180_000);
