import { LocalRegistry } from "@tributary/kafka";
import { defineReplay, innerTopics, type RunningService, startService } from "@tributary/runtime";
import { memoryPorts } from "../../src/given/memory-ports.ts";
import type { MemoryBroker } from "../../src/memory/memory-broker.ts";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";
import type { LogEntry } from "../../src/service-process.ts";
import { type Reading, readings } from "../given/readings.ts";
import type { Tape } from "./tape.ts";

/** What was recorded is said by the level alone: no compaction, for every record is looked at. */
export const heard = {
  ...readings,
  name: "test.heard.v1",
  cleanup: { policy: "delete", retentionMs: 3_600_000 } as const,
  fault: ({ level }: Reading) =>
    level < 0 ? { field: "level", given: level, expected: "a level of 0 or more" } : undefined,
};

export function replayOf(tape: Tape) {
  return defineReplay({
    name: "tape-deck",
    summary: "Plays a tape",
    config: {},
    topic: heard,
    open: async () => tape,
    routes: (app) => void app.get("/reads", async () => ({ asked: tape.asked.length })),
  });
}

export interface Started {
  readonly running: RunningService;
  readonly brokers: readonly MemoryBroker[];
  readonly logs: readonly LogEntry[];
}

/** Replays in this process, on a cluster in memory. */
export function replayScene() {
  const cluster = new MemoryCluster({ pause: () => new Promise((resolve) => setImmediate(resolve)) });
  const registry = new LocalRegistry();
  registry.register(heard);
  cluster.createTopic(heard);
  const started: Started[] = [];
  return {
    cluster,
    play: async (tape: Tape, env: Readonly<Record<string, string>> = {}): Promise<Started> => {
      const service = replayOf(tape);
      for (const topic of innerTopics(service)) if (!cluster.hasTopic(topic.name)) cluster.createTopic(topic);
      const brokers: MemoryBroker[] = [];
      const logs: LogEntry[] = [];
      const onBroker = (broker: MemoryBroker) => void brokers.push(broker);
      const onLog = (entry: LogEntry) => void logs.push(entry);
      const running = await startService(service, memoryPorts({ cluster, registry, env, onBroker, onLog }));
      running.done.catch(() => undefined);
      const one = { running, brokers, logs };
      started.push(one);
      return one;
    },
    /** Levels in the order in which they were committed. */
    levels: (): number[] => cluster.records(heard.name).map(({ value }) => levelOf(value)),
    close: async () => {
      for (const { brokers } of started) for (const broker of brokers) broker.kill();
      await Promise.race([
        Promise.all(started.map(({ running }) => running.stop())),
        new Promise((resolve) => setTimeout(resolve, 200)),
      ]);
    },
  };
}

/** By hand: 5 bytes of framing, the sensor's name behind its length, then a double. */
function levelOf(value: Buffer | null): number {
  if (value === null) return Number.NaN;
  const nameLength = (value[5] ?? 0) >> 1;
  return value.readDoubleLE(6 + nameLength);
}

export const until = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
