import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { marketBar, marketIndicator } from "@tributary/contracts";
import { type Operator, openOperator } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { type ProcessUsage, usageOf } from "../../src/process-usage.ts";
import { ServiceProcess } from "../../src/service-process.ts";
import type { Stack } from "../../src/stack.ts";
import { mainOf } from "../../test/chain/main-of.ts";
import { silentLog } from "../../test/kafka/silent-log.ts";
import { calculator } from "../../test/stocks/stocks-topics.ts";

/** What was seen at one moment of a run. */
export interface Sample {
  /** Since the process was started. */
  readonly seconds: number;
  /** Whose transactions are committed. */
  readonly bars: number;
  readonly residentBytes: number;
}

export interface IndicatorRun {
  readonly samples: readonly Sample[];
  /** From the start of the process until its transactions hold all bars. */
  readonly seconds: number;
  /** Until its own view has read all that it published; undefined where it has none. */
  readonly shownSeconds: number | undefined;
  /** Until all were committed. */
  readonly cpuSeconds: { readonly service: number; readonly broker: number };
  readonly peakResidentBytes: number;
}

export interface IndicatorRunOptions {
  readonly bars: number;
  /** Without API and views. */
  readonly isAlone: boolean;
  /** Beside where the servers are. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const streamMain = new URL("stream-main.ts", import.meta.url);
const sampleEveryMs = 250;
/** So long its API takes nothing in any more when it has all. */
const quietMs = 3_000;

/** Lets one technical-indicators work off a topic full of bars. */
export async function runIndicators(stack: Stack, options: IndicatorRunOptions): Promise<IndicatorRun> {
  const { bars, isAlone, env = {}, timeoutMs } = options;
  const brokers = stack.kafkaBrokers.split(",");
  const operator = await openOperator({ clientId: "bench-lag", brokers, log: silentLog });
  const brokerBefore = usageOf(stack.kafka?.pid ?? -1).cpuSeconds;
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  const service = new ServiceProcess(isAlone ? streamMain : mainOf(calculator), {
    KAFKA_BROKERS: stack.kafkaBrokers,
    SCHEMA_REGISTRY_URL: stack.schemaRegistryUrl,
    INDICATOR_HISTORY_FILE: join(stack.folder, `history-${process.hrtime.bigint()}.sqlite`),
    ...env,
  });
  const samples: Sample[] = [];
  try {
    for (;;) {
      // A group that is new to its coordinator cannot be asked at once.
      const done = await eventually(() => committedBars(operator));
      if (service.hasExited) throw new Error(`it has ended:\n${service.output}`);
      const seconds = elapsed();
      samples.push({ seconds, bars: done, residentBytes: usageOf(service.pid).residentBytes });
      if (done === bars) break;
      if (done > bars || seconds * 1_000 > timeoutMs) throw new Error(`${done} bars after ${seconds} s`);
      await sleep(sampleEveryMs);
    }
    const seconds = elapsed();
    const used: ProcessUsage = usageOf(service.pid);
    const broker = usageOf(stack.kafka?.pid ?? -1).cpuSeconds - brokerBefore;
    const shownSeconds = isAlone ? undefined : await whenShown(service, elapsed);
    const { peakResidentBytes } = usageOf(service.pid);
    const cpuSeconds = { service: used.cpuSeconds, broker };
    return { samples, seconds, shownSeconds, cpuSeconds, peakResidentBytes };
  } finally {
    await Promise.all([service.stop(), operator.close()]);
  }
}

async function committedBars(operator: Operator): Promise<number> {
  const committed = await operator.committed(calculator);
  return committed
    .filter(({ topic }) => topic === marketBar.name)
    .reduce((sum, { offset }) => sum + offset, 0);
}

/** Seconds at which its view took in the last record. */
async function whenShown(service: ServiceProcess, elapsed: () => number): Promise<number> {
  let [shown, at] = [-1, elapsed()];
  while ((elapsed() - at) * 1_000 < quietMs) {
    const taken = await service.metric(
      "messaging_client_consumed_messages_total",
      `messaging_destination_name="${marketIndicator.name}"`,
    );
    if (taken !== shown) [shown, at] = [taken, elapsed()];
    await sleep(sampleEveryMs);
  }
  return at;
}
