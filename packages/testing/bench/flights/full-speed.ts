import { setTimeout as sleep } from "node:timers/promises";
import { flight } from "@tributary/contracts";
import { type Operator, openOperator } from "@tributary/kafka";
import { type ProcessUsage, usageOf } from "../../src/process-usage.ts";
import type { ReplayAnswer } from "../../test/chain/service-chain.ts";
import type { Chain } from "../../test/flights/chain.ts";
import { counter } from "../../test/flights/flights-topics.ts";
import { silentLog } from "../../test/kafka/silent-log.ts";
import { Stand } from "./stand.ts";

/** What was seen at one moment of a run. */
export interface Sample {
  /** Since the producer was started. */
  readonly seconds: number;
  readonly rowsRead: number;
  /** By process: producer, counter-0 …, broker. */
  readonly residentBytes: Readonly<Record<string, number>>;
  /** Offsets in the log that the counters' group has not committed. */
  readonly lag: number | undefined;
}

export interface FullSpeedRun {
  readonly replay: string;
  readonly status: ReplayAnswer;
  /** From the start of the producer's process until the last row is in the log, and until every counter shows all as counted. */
  readonly replaySeconds: number;
  readonly seconds: number;
  readonly cpuSeconds: Readonly<Record<string, number>>;
  readonly peakResidentBytes: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
}

export interface FullSpeedOptions {
  /** Names the input, such as FLIGHT_FILE. */
  readonly input: Readonly<Record<string, string>>;
  readonly counters: number;
  readonly samplesEveryMs: number;
  readonly withLag: boolean;
  /** Lets V8 profile one of the two; it leaves the profile in the folder when it is told to stop. */
  readonly profile?: { readonly who: "producer" | "counter"; readonly folder: string };
  readonly timeoutMs: number;
}

const fullSpeed = { FLIGHT_SPEED: "max", FLIGHT_WHEN_DONE: "stay" };

/** Starts counters and then a producer at full speed, and hands over when all is counted, before anybody is stopped. */
export async function runFullSpeed<T>(
  options: FullSpeedOptions,
  then: (run: FullSpeedRun, chain: Chain, stand: Stand) => Promise<T>,
): Promise<T> {
  const stand = await Stand.open();
  const chain = stand.chain({
    producer: { ...fullSpeed, ...options.input, ...profiling(options, "producer") },
    counter: profiling(options, "counter"),
  });
  try {
    await chain.counters.scale(options.counters);
    await chain.counters.ready();
    return await then(await measure(stand, chain, options), chain, stand);
  } finally {
    await chain.end();
    await stand.close();
  }
}

function profiling({ profile }: FullSpeedOptions, who: "producer" | "counter"): Record<string, string> {
  if (profile?.who !== who) return {};
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile.folder}`, SHUTDOWN_TIMEOUT_MS: "60000" };
}

async function measure(stand: Stand, chain: Chain, options: FullSpeedOptions): Promise<FullSpeedRun> {
  const brokers = stand.parts.kafkaBrokers.split(",");
  const operator = options.withLag
    ? await openOperator({ clientId: "bench-lag", brokers, log: silentLog })
    : undefined;
  const samples: Sample[] = [];
  const before = usages(stand, chain);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  await chain.producer.scale(1);
  let replaySeconds = Number.NaN;
  try {
    for (;;) {
      const status = await chain.status();
      const used = usages(stand, chain);
      samples.push({
        seconds: elapsed(),
        rowsRead: status.rows.read,
        residentBytes: each(used, ({ residentBytes }) => residentBytes),
        lag: operator && (await lagOf(operator)),
      });
      if (status.state === "failed") throw new Error(`the replay has failed: ${status.detail}`);
      if (status.state === "finished") {
        if (Number.isNaN(replaySeconds)) replaySeconds = elapsed();
        const counted = await chain.counted(status.replay ?? "");
        if (counted.every((count) => count === status.rows.sent)) {
          return {
            replay: status.replay ?? "",
            status,
            replaySeconds,
            seconds: elapsed(),
            cpuSeconds: each(used, ({ cpuSeconds }, name) => cpuSeconds - (before[name]?.cpuSeconds ?? 0)),
            peakResidentBytes: each(used, ({ peakResidentBytes }) => peakResidentBytes),
            samples,
          };
        }
      }
      if (elapsed() * 1_000 > options.timeoutMs) throw new Error(`not done after ${elapsed()} s`);
      await sleep(options.samplesEveryMs);
    }
  } finally {
    await operator?.close();
  }
}

function usages(stand: Stand, chain: Chain): Record<string, ProcessUsage> {
  return {
    broker: usageOf(stand.brokerPid),
    ...Object.fromEntries(chain.producer.running.map(({ pid }) => ["producer", usageOf(pid)])),
    ...Object.fromEntries(chain.counters.running.map(({ pid }, i) => [`counter-${i}`, usageOf(pid)])),
  };
}

function each<T>(
  all: Readonly<Record<string, T>>,
  of: (one: T, name: string) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, of(one, name)]));
}

async function lagOf(operator: Operator): Promise<number> {
  const [ends, committed] = await Promise.all([operator.bounds(flight.name), operator.committed(counter)]);
  const done = new Map(
    committed
      .filter(({ topic }) => topic === flight.name)
      .map(({ partition, offset }) => [partition, offset]),
  );
  return ends.reduce((sum, { end, start }, partition) => sum + end - (done.get(partition) ?? start), 0);
}
