import { type ProcessUsage, usageOf } from "../../src/process-usage.ts";
import { ServiceProcess } from "../../src/service-process.ts";
import { sink } from "../../test/accidents/accidents-chain.ts";
import { mainOf } from "../../test/chain/main-of.ts";
import { arrival, requireAll } from "./arrival.ts";
import type { SinkStand } from "./sink-stand.ts";

export interface SinkFigures {
  /** Between the first look that found documents and the first that found all, as of `arrival`. */
  readonly seconds: number;
  readonly documents: number;
  /** Of the whole process, its start included. */
  readonly usage: ProcessUsage;
  readonly samples: readonly { readonly documents: number; readonly residentBytes: number }[];
  readonly recordsABatch: number;
  /** Writes that the server did not do in time, or refused; they came again. */
  readonly failedBatches: number;
}

export interface SinkRunOptions {
  readonly expected: number;
  /** The sink makes its collection in it. */
  readonly database: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Lets mongo-sink take in the topic of the accidents from its start, in a group without offsets, until all are stored. */
export async function sinkRun(
  stand: SinkStand,
  { expected, database, env = {} }: SinkRunOptions,
): Promise<SinkFigures> {
  const process = new ServiceProcess(mainOf(sink), {
    ...stand.servers,
    MONGODB_DATABASE: database,
    ...env,
  });
  const samples: { documents: number; residentBytes: number }[] = [];
  try {
    const { seconds, records } = await arrival(stand, {
      group: sink,
      expected,
      timeoutMs: 1_800_000,
      onLook: (documents) => {
        if (process.hasExited) throw new Error(`the sink has ended:\n${process.output}`);
        samples.push({ documents, residentBytes: usageOf(process.pid).residentBytes });
      },
    });
    const written = await process.metric("stream_sink_batches_total", 'outcome="written"');
    const failedBatches = (await process.metric("stream_sink_batches_total")) - written;
    const recordsABatch = expected / written;
    const usage = usageOf(process.pid);
    await requireAll(stand, { database, collection: "accidents" }, expected);
    return { seconds, documents: records, usage, samples, recordsABatch, failedBatches };
  } finally {
    await process.stop();
  }
}
