import { ConfigError } from "@tributary/config";
import type { Topic } from "@tributary/contracts";
import type { Tenure } from "@tributary/kafka";
import type { ConnectOptions } from "../connect.ts";
import type { Context } from "../definition.ts";
import { untilAborted } from "../until-aborted.ts";
import { type AtLeastOnceHands, AtLeastOnceLane, type SliceWorker } from "./at-least-once-lane.ts";
import { BatchLimit } from "./batch-limit.ts";
import { foldLanes } from "./fold-lanes.ts";
import type { Lane } from "./lane.ts";
import { MapWorker } from "./map-worker.ts";
import type { Process } from "./process.ts";
import { defaultBatchRecords, defaultWriteTimeoutMs, SinkWorker } from "./sink-worker.ts";
import type { Workshop } from "./workshop.ts";
import { WriterDoor } from "./writer-door.ts";

/** Opens the lane of each tenure. */
export interface Lanes {
  readonly open: (tenure: Tenure, onProgress: () => void) => Lane;
  /** What `/readyz` should tell though all is well. */
  readonly remark?: () => string | undefined;
  /** Closes what the lanes share; called when all of them have ended. */
  close(): Promise<void>;
}

export interface OpenLanesOptions {
  readonly workshop: Workshop;
  readonly context: Context;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of different values stand in one list.
  readonly inputs: readonly Topic<any>[];
  readonly connecting: ConnectOptions;
  /** How long work in hand may go on once its partition is to be handed over. */
  readonly handOverMs: number;
}

const nothing = () => Promise.resolve();

/** The lanes of a process, by its shape. */
export async function openLanes(process: Process, options: OpenLanesOptions): Promise<Lanes> {
  const { workshop, inputs, handOverMs } = options;
  if (process.kind === "fold") {
    const names = inputs.map(({ name }) => name);
    return { open: foldLanes(process, workshop, names), close: nothing };
  }
  const lane = (makeWorker: (hands: AtLeastOnceHands) => SliceWorker): Lanes["open"] => {
    return (tenure, onProgress) =>
      new AtLeastOnceLane({ workshop, tenure, onProgress, handOverMs }, makeWorker);
  };
  if (process.kind === "map") {
    return { open: lane((hands) => new MapWorker(process, hands)), close: nothing };
  }
  const { context, connecting } = options;
  const { writeTimeoutMs: timeoutMs = defaultWriteTimeoutMs } = process;
  const door = new WriterDoor({ open: () => process.open(context), timeoutMs });
  const batch = new BatchLimit(process.batchRecords ?? defaultBatchRecords);
  connecting.waiting.for("the store");
  // What is wrong with the configuration is told now; a store that is away is weather, and waited for by its partitions.
  await untilAborted(door.writer(), context.signal).catch((error: unknown) => {
    if (context.signal.aborted) void door.close();
    if (context.signal.aborted || error instanceof ConfigError) throw error;
    workshop.log.warn({ err: error }, "the store is not open, its partitions will try again");
  });
  return {
    open: lane((hands) => new SinkWorker(process, { door, batch }, hands)),
    remark: () => door.remark,
    close: () => door.close(),
  };
}
