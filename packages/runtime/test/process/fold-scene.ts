import type { Topic } from "@tributary/contracts";
import type { Broker, Encoder, GroupChunk, IncomingRecord, Tenure } from "@tributary/kafka";
import { pino } from "pino";
import { Metrics } from "../../src/metrics.ts";
import { burial } from "../../src/process/dead-letters.ts";
import { emit } from "../../src/process/emit.ts";
import { type FoldProcess, fold } from "../../src/process/fold.ts";
import { foldLanes } from "../../src/process/fold-lanes.ts";
import { ContractInbox } from "../../src/process/inbox.ts";
import type { Lane } from "../../src/process/lane.ts";
import { Outbox } from "../../src/process/outbox.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { StepGuard } from "../../src/process/step-guard.ts";
import { TripWindow } from "../../src/process/trip-window.ts";
import type { Workshop } from "../../src/process/workshop.ts";
import { FakeDecoder } from "../fake-decoder.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { FoldLog } from "./fold-log.ts";

export interface Count {
  readonly color: string;
  readonly count: number;
}

export const countTopic: Topic<Count> = {
  name: "test.count.v1",
  schema: { type: "record", name: "Count", namespace: "tributary.test", fields: [] },
  key: ({ color }) => color,
  eventTime: () => 0,
  partitions: 2,
  cleanup: { policy: "compact" },
  fault: ({ count }) =>
    count >= 1_000 ? { field: "count", given: count, expected: "fewer than 1,000" } : undefined,
};

export const changeTopic: Topic<Count> = {
  ...countTopic,
  name: "test.change.v1",
  cleanup: { policy: "delete", retentionMs: 1 },
};

/** Counts things by id; `color` says what else the record does. */
export const counting: FoldProcess<Thing, { readonly n: number }> = fold({
  state: { version: 1 },
  step: (state, { key, value }) => {
    const n = (state?.n ?? 0) + 1;
    switch (value.color) {
      case "poison":
        throw new RangeError("no such color");
      case "hang":
        for (;;);
      case "forget":
        return [undefined, []];
      default:
        return [{ n }, [emit(countTopic, { color: key, count: n })]];
    }
  },
});

/** Counts bytes without making them, as that of flat schemas does. */
export const json: Encoder<unknown> = {
  encode: (value) => Buffer.from(JSON.stringify(value)),
  bytesOf: (value) => {
    try {
      return Buffer.byteLength(JSON.stringify(value));
    } catch {
      return undefined;
    }
  },
};

export interface SceneOptions {
  // biome-ignore lint/suspicious/noExplicitAny: folds of different states stand in one scene.
  readonly process?: FoldProcess<Thing, any>;
  readonly log?: FoldLog;
  readonly chunkRecords?: number;
  readonly inputs?: readonly Topic<Thing>[];
  /** Of what is emitted. */
  readonly encoder?: Encoder<unknown>;
}

/** A fold's lanes over a log in memory. */
export function foldScene(options: SceneOptions = {}) {
  const { process = counting, log = new FoldLog(), chunkRecords = 2_000, inputs = [thingTopic] } = options;
  const { encoder = json } = options;
  const window = new TripWindow();
  const registry = new Metrics("counter");
  const metrics = createProcessMetrics(registry, ["fold"]);
  const lines: Readonly<Record<string, unknown>>[] = [];
  const codec = { decoder: () => decoder as never };
  const decoder = new FakeDecoder();
  const said: string[] = [];
  const tripwire = {
    tripped: undefined as string | undefined,
    room: (outcomes: readonly boolean[]) => window.room(outcomes),
    record: async (outcomes: readonly boolean[]) => {
      tripwire.tripped = window.take(outcomes) ?? tripwire.tripped;
    },
  };
  const outputs = [countTopic, changeTopic].map((topic) => ({ topic, encoder }));
  const workshop: Workshop = {
    group: "counter",
    broker: log.broker as Broker,
    codec: codec as never,
    log: pino({ level: "info", base: null }, { write: (line) => void lines.push(JSON.parse(line)) }),
    metrics,
    now: () => 5_000,
    inbox: new ContractInbox({ group: "counter", inputs, codec, metrics, now: () => 5_000 }),
    outbox: new Outbox("counter", outputs),
    steps: new StepGuard({ deadlineMs: 100 }),
    tripwire,
    weather: {
      failed: (cause, _tenure, error) => {
        said.push(`${cause} failed: ${(error as Error).message}`);
        return 250;
      },
      succeeded: (cause) => void said.push(`${cause} succeeded`),
      forget: () => {},
    },
    chunkRecords,
    bury: burial({ group: "counter", version: "1.2.3", now: () => 5_000 }),
  };
  const open = foldLanes(
    process,
    workshop,
    inputs.map(({ name }) => name),
  );
  const lane = (tenure: Tenure, onProgress = () => {}): Lane => open(tenure, onProgress);
  /** Of a counter, by the value of its only label. */
  const counted = async (name: string): Promise<Record<string, number>> => {
    const { values } = (await registry.registry.getSingleMetric(name)?.get()) ?? { values: [] };
    return Object.fromEntries(values.map(({ labels, value }) => [String(Object.values(labels)[0]), value]));
  };
  return { log, workshop, tripwire, decoder, said, lines, counted, open: lane };
}

/** A lane that has begun on partition 0 of things. */
export async function begun(options: SceneOptions = {}, tenure = new FakeTenure()) {
  const scene = foldScene(options);
  const lane = scene.open(tenure);
  const position = await lane.begin();
  return { ...scene, tenure, lane, position };
}

/** Records `<id>` or `<id>:<what to do>` one after the other; those named "" are missing offsets. */
export function things(names: readonly string[], from = 0, topic = thingTopic.name): IncomingRecord[] {
  return names.flatMap((name, index) => {
    if (name === "") return [];
    const [id = "", color = "red"] = name.split(":");
    const value = color === "garbage" ? "1" : `1 ${id} 1 ${color}`;
    const offset = from + index;
    return [
      {
        topic,
        partition: 0,
        offset,
        timestamp: 1_000,
        key: Buffer.from(id),
        value: Buffer.from(value),
        headers: {},
      },
    ];
  });
}

export function chunkOf(records: readonly IncomingRecord[], more: Partial<GroupChunk> = {}): GroupChunk {
  const nextOffset = more.nextOffset ?? (records.at(-1)?.offset ?? -1) + 1;
  const topic = records[0]?.topic ?? thingTopic.name;
  return { topic, partition: 0, records, nextOffset, endOffset: nextOffset, missedRecords: 0, ...more };
}
