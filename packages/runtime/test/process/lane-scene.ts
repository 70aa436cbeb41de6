import type { Broker } from "@tributary/kafka";
import { pino } from "pino";
import { Metrics } from "../../src/metrics.ts";
import { AtLeastOnceLane } from "../../src/process/at-least-once-lane.ts";
import { BatchLimit } from "../../src/process/batch-limit.ts";
import { burial } from "../../src/process/dead-letters.ts";
import { ContractInbox } from "../../src/process/inbox.ts";
import type { MapProcess } from "../../src/process/map.ts";
import { MapWorker } from "../../src/process/map-worker.ts";
import { Outbox } from "../../src/process/outbox.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import type { SinkProcess } from "../../src/process/sink.ts";
import { SinkWorker } from "../../src/process/sink-worker.ts";
import { StepGuard } from "../../src/process/step-guard.ts";
import { TripWindow } from "../../src/process/trip-window.ts";
import type { Workshop } from "../../src/process/workshop.ts";
import { WriterDoor } from "../../src/process/writer-door.ts";
import { FakeDecoder } from "../fake-decoder.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { changeTopic, countTopic } from "./fold-scene.ts";
import { PublishLog } from "./publish-log.ts";

const json = { encode: (value: unknown) => Buffer.from(JSON.stringify(value)) };

const opened: AtLeastOnceLane[] = [];

/** As the group does when it takes a partition away; for after each test. */
export async function endLanes(): Promise<void> {
  for (const lane of opened.splice(0)) await lane.end();
}

function openLane(...[options, makeWorker]: ConstructorParameters<typeof AtLeastOnceLane>): AtLeastOnceLane {
  const lane = new AtLeastOnceLane(options, makeWorker);
  opened.push(lane);
  return lane;
}

export interface LaneSceneOptions {
  readonly chunkRecords?: number;
  readonly handOverMs?: number;
}

/** What the lanes of maps and sinks work with, over topics in memory. */
export function laneScene({ chunkRecords = 2_000, handOverMs = 5_000 }: LaneSceneOptions = {}) {
  const log = new PublishLog();
  const registry = new Metrics("mover");
  const metrics = createProcessMetrics(registry, ["map", "sink"]);
  const decoder = new FakeDecoder();
  const codec = { decoder: () => decoder as never };
  const window = new TripWindow();
  const said: string[] = [];
  const tripwire = {
    tripped: undefined as string | undefined,
    room: (outcomes: readonly boolean[]) => window.room(outcomes),
    record: async (outcomes: readonly boolean[]) => {
      tripwire.tripped = window.take(outcomes) ?? tripwire.tripped;
    },
    resume: () => {
      tripwire.tripped = undefined;
      window.clear();
    },
  };
  const workshop: Workshop = {
    group: "mover",
    broker: log.broker as Broker,
    codec: codec as never,
    log: pino({ level: "silent" }),
    metrics,
    now: () => 5_000,
    inbox: new ContractInbox({ group: "mover", inputs: [thingTopic], codec, metrics, now: () => 5_000 }),
    outbox: new Outbox(
      "mover",
      [countTopic, changeTopic].map((topic) => ({ topic, encoder: json })),
    ),
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
    bury: burial({ group: "mover", version: "1.2.3", now: () => 5_000 }),
  };
  const onProgress = () => {};
  const value = async (name: string, labels: Readonly<Record<string, string>> = {}) => {
    const { values } = (await registry.registry.getSingleMetric(name)?.get()) ?? { values: [] };
    const matches = values.filter((series) =>
      Object.entries(labels).every(([label, wanted]) => series.labels[label] === wanted),
    );
    return matches.reduce((sum, series) => sum + series.value, 0);
  };
  /** What was buried, as `<offset> <stage> <error>`. */
  const buried = () =>
    log.of("mover.dlq").map(({ headers = {} }) => {
      return `${headers["dlq-offset"]} ${headers["dlq-stage"]} ${headers["dlq-error"]}`;
    });
  return {
    log,
    said,
    decoder,
    tripwire,
    workshop,
    value,
    buried,
    mapLane: (process: MapProcess<Thing>, tenure = new FakeTenure()) =>
      openLane({ workshop, tenure, onProgress, handOverMs }, (hands) => new MapWorker(process, hands)),
    sinkLanes: (process: SinkProcess<Thing>, clock?: () => number) => {
      const timeoutMs = process.writeTimeoutMs ?? 30_000;
      const open = () => process.open(undefined as never);
      const door = new WriterDoor({ open, timeoutMs, ...(clock && { clock }) });
      const batch = new BatchLimit(process.batchRecords ?? 1_000);
      const lane = (tenure = new FakeTenure()) =>
        openLane(
          { workshop, tenure, onProgress, handOverMs },
          (hands) => new SinkWorker(process, { door, batch }, hands),
        );
      return { door, lane };
    },
  };
}
