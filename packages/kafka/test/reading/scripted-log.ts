import type { Cluster, FetchedPartition, FetchRequest } from "../../src/kafkajs/kafkajs-internals.ts";
import { batchOf } from "../record-batch/batch-of.ts";

interface Leader {
  /** -1 while there is none. */
  node: number;
  readonly values: string[];
}

/** A topic in memory, whose partitions have leaders, and whose next connections or fetches fail by script. */
export class ScriptedLog {
  readonly partitions: Leader[];
  connections = 0;
  open = 0;
  fetches = 0;
  /** Each of the next attempts to connect throws the first of these. */
  readonly refuse: Error[] = [];
  /** Each of the next fetches throws the first of these. */
  readonly failFetch: Error[] = [];
  /** What the next questions for the first offset are answered with; the last one from then on. */
  start: readonly number[] = [0];
  #arrived = Promise.withResolvers<void>();

  constructor(leaders: readonly number[]) {
    this.partitions = leaders.map((node) => ({ node, values: [] }));
  }

  append(partition: number, ...values: string[]): void {
    this.partitions[partition]?.values.push(...values);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers<void>();
  }

  readonly connect = async (): Promise<Cluster> => {
    this.connections++;
    const error = this.refuse.shift();
    if (error !== undefined) throw error;
    this.open++;
    const cluster = {
      brokerPool: {
        metadata: { clusterId: "c", brokers: [] },
        findConnectedBroker: async () => ({ versions: null }),
      },
      refreshMetadata: async () => undefined,
      disconnect: async () => {
        this.open--;
      },
      findTopicPartitionMetadata: () => this.partitions.map((_, partitionId) => ({ partitionId })),
      findLeaderForPartitions: (_topic: string, ids: readonly number[]) =>
        Object.groupBy(ids, (id) => String(this.partitions[id]?.node)),
      fetchTopicsOffset: async ([{ fromBeginning }]: [{ fromBeginning: boolean }]) => {
        const [first = 0, ...later] = this.start;
        if (fromBeginning && later.length > 0) this.start = later;
        const start = String(first);
        return [
          {
            partitions: this.partitions.map(({ values }, partition) => ({
              partition,
              offset: fromBeginning ? start : String(values.length),
            })),
          },
        ];
      },
      findBroker: async ({ nodeId }: { nodeId: string }) => {
        if (nodeId === "-1") throw new Error("there is no broker -1");
        return { fetch: (request: FetchRequest) => this.#fetch(request) };
      },
    };
    return cluster as unknown as Cluster;
  };

  /** Answers when there is something, as a long poll does. */
  async #fetch(request: FetchRequest) {
    this.fetches++;
    const error = this.failFetch.shift();
    if (error !== undefined) throw error;
    for (;;) {
      const [topic] = request.topics;
      const partitions = (topic?.partitions ?? []).map((wanted) => this.#fetched(wanted));
      if (partitions.some(({ messages }) => messages.length > 0))
        return { responses: [{ topicName: String(topic?.topic), partitions }] };
      await this.#arrived.promise;
    }
  }

  #fetched({ partition, fetchOffset }: { partition: number; fetchOffset: string }): FetchedPartition {
    const { values } = this.partitions[partition] as Leader;
    const wanted = values
      .slice(Number(fetchOffset))
      .map((value) => ({ key: null, value: Buffer.from(value) }));
    const messages = wanted.length === 0 ? [] : [batchOf(wanted, { firstOffset: Number(fetchOffset) })];
    const end = String(values.length);
    return { partition, highWatermark: end, lastStableOffset: end, abortedTransactions: [], messages };
  }
}
