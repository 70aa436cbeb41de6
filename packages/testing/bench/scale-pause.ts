/**
 * How long each partition stands still when a fold is scaled 1 → 3 → 1 while records flow, and when a member is killed
 * and comes back; without and with static membership. A partition's pause is the longest time between two of its
 * transactions, by the broker's time stamps of the position markers in `<group>.state`. Counts are compared at the end.
 * Prints one JSON document.
 *
 *     node packages/testing/bench/scale-pause.ts [recordsPerSecond=10000]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startParts } from "@tributary/local-stack";
import { eventually } from "../src/index.ts";
import { partitions } from "./fold/bench-topics.ts";
import { countedOf, markersOf } from "./fold/state-log.ts";
import { steadyInput } from "./fold/steady-input.ts";

const rate = Number(process.argv[2] ?? 10_000);
const sessionTimeoutMs = 10_000;
const main = fileURLToPath(new URL("fold/count-main.ts", import.meta.url));
const say = (line: string) => console.error(line);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
const parts = await startParts({ folder, say });
const running = new Map<string, ChildProcess>();

interface Phase {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

async function measure(isStatic: boolean) {
  const group = isStatic ? "bench-scale-static" : "bench-scale";
  const input = await steadyInput(parts, { topic: `${group}-event.v1`, group, rate });
  const start = (name: string) => {
    const child = spawn(process.execPath, ["--no-warnings", main, group, input.topic], {
      env: {
        ...process.env,
        KAFKA_BROKERS: parts.kafkaBrokers,
        SCHEMA_REGISTRY_URL: parts.schemaRegistryUrl,
        KAFKA_SESSION_TIMEOUT_MS: String(sessionTimeoutMs),
        OPS_PORT: "0",
        LOG_LEVEL: "warn",
        ...(isStatic && { KAFKA_GROUP_INSTANCE_ID: name }),
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    running.set(name, child);
  };
  const stop = async (name: string, signal: NodeJS.Signals) => {
    const child = running.get(name);
    if (child === undefined) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    running.delete(name);
  };
  const phases: Phase[] = [];
  const phase = async (name: string, seconds: number, act: () => Promise<void> | void) => {
    const from = Date.now();
    await act();
    await pause(seconds * 1000);
    phases.push({ name, from, to: Date.now() });
    say(`${group}: ${name}`);
  };

  start("one");
  await eventually(async () => {
    const written = await markersOf(parts, group);
    if (written.some((markers) => markers.length === 0))
      throw new Error("a partition has no transaction yet");
  }, 60_000);
  await phase("steady, 1 member", 6, () => {});
  await phase("1 → 2", 8, () => start("two"));
  await phase("2 → 3", 8, () => start("three"));
  await phase("kill -9 of one of 3, back after 0.3 s", 16, async () => {
    await stop("three", "SIGKILL");
    await pause(300);
    start("three");
  });
  // A static member does not leave: its partitions wait for the session time-out.
  const farewell = isStatic ? 16 : 8;
  await phase("3 → 2, SIGTERM", farewell, () => stop("three", "SIGTERM"));
  await phase("2 → 1, SIGTERM", farewell, () => stop("two", "SIGTERM"));
  const truth = await input.stop();
  const counted = await eventually(async () => {
    const counts = await countedOf(parts, group);
    const seen = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (seen < truth.records) throw new Error(`${truth.records - seen} records to go`);
    return counts;
  }, 60_000);
  await stop("one", "SIGTERM");
  const wrong = [...truth.counts].filter(([key, count]) => counted.get(key) !== count).length;
  const markers = await markersOf(parts, group);
  return {
    membership: isStatic ? "static" : "dynamic",
    records: truth.records,
    keysWithWrongCount: wrong,
    pausesMs: Object.fromEntries(
      phases.map(({ name, from, to }) => [name, markers.map((times) => longestGap(times, from, to))]),
    ),
  };
}

/** Longest time between two transactions of which the second lies in the phase. */
function longestGap(times: readonly number[], from: number, to: number): number {
  let longest = 0;
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    if (before !== undefined && time >= from && time <= to) longest = Math.max(longest, time - before);
  }
  return longest;
}

try {
  const results = [await measure(false), await measure(true)];
  console.log(JSON.stringify({ bench: "scale-pause", rate, partitions, sessionTimeoutMs, results }, null, 2));
} finally {
  for (const child of running.values()) child.kill("SIGKILL");
  await parts.stop();
  await rm(folder, { recursive: true, force: true });
}
