import { LocalRegistry } from "@tributary/kafka";
import { innerTopics, type RunningService, startService } from "@tributary/runtime";
import { memoryPorts } from "../../src/given/memory-ports.ts";
import type { MemoryBroker } from "../../src/memory/memory-broker.ts";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";
import type { LogEntry } from "../../src/service-process.ts";
import type { Tape } from "./tape.ts";
import { heard, levelOf, tapeDeck } from "./tape-deck.ts";

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
      const service = tapeDeck(tape);
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

export const until = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
