import type { Message, PartitionSend, TopicSends } from "../../src/kafkajs/kafkajs-internals.ts";

interface ProduceRequest {
  readonly producerId: number;
  readonly topicData: readonly TopicSends[];
}

/** What happens to one request: it fails before or after the broker has written it. */
export interface Trouble {
  readonly when: "before writing" | "after writing";
  readonly error: Error;
  /** What changes in the cluster at that moment. */
  readonly meanwhile?: (cluster: ScriptedCluster) => void;
}

function protocolError(type: string): Error {
  return Object.assign(new Error(type), { name: "KafkaJSProtocolError", type, retriable: true });
}

export function connectionClosed(): Error {
  return Object.assign(new Error("Closed connection"), {
    name: "KafkaJSConnectionClosedError",
    retriable: true,
    host: "127.0.0.1",
    port: 1,
  });
}

/** A cluster in memory with leaders, logs and the broker's duplicate check, whose requests fail by script. */
export class ScriptedCluster {
  /** Values in the order written, by partition. */
  readonly logs: string[][];
  readonly leaders: number[];
  readonly retry = { initialRetryTime: 1, maxRetryTime: 1, retries: 8 };
  /** Requests each node was asked to write. */
  readonly requests = new Map<number, number>();
  readonly #script: Map<number, Trouble[]>;
  readonly #nextSequence = new Map<string, number>();
  readonly #nodes = new Map<number, object>();

  constructor(leaders: readonly number[], script: Readonly<Record<number, Trouble[]>>) {
    this.leaders = [...leaders];
    this.logs = leaders.map(() => []);
    this.#script = new Map(Object.entries(script).map(([node, troubles]) => [Number(node), [...troubles]]));
    for (const nodeId of new Set(leaders)) this.#nodes.set(nodeId, this.#node(nodeId));
  }

  get written(): string[] {
    return this.logs.flat();
  }

  isConnected = () => true;
  removeBroker = () => undefined;
  refreshMetadata = async () => undefined;
  refreshMetadataIfNecessary = async () => undefined;
  addMultipleTargetTopics = async () => undefined;
  findBroker = async ({ nodeId }: { nodeId: string | number }) => this.#nodes.get(Number(nodeId));
  findControllerBroker = async () => ({ initProducerId: async () => ({ producerId: 7, producerEpoch: 0 }) });
  findTopicPartitionMetadata = () =>
    this.leaders.map((leader, partitionId) => ({ partitionId, leader, isr: [leader] }));
  findLeaderForPartitions = (_topic: string, partitions: readonly (number | string)[]) => {
    const byLeader: Record<string, number[]> = {};
    for (const partition of partitions.map(Number)) {
      const leader = String(this.leaders[partition]);
      byLeader[leader] = [...(byLeader[leader] ?? []), partition];
    }
    return byLeader;
  };

  #node(nodeId: number): object {
    return {
      nodeId,
      produce: async (request: ProduceRequest) => {
        this.requests.set(nodeId, (this.requests.get(nodeId) ?? 0) + 1);
        const trouble = this.#script.get(nodeId)?.shift();
        if (trouble?.when === "before writing") this.#fail(trouble);
        const topics = request.topicData.map(({ topic, partitions }) => ({
          topicName: topic,
          partitions: partitions.map((send) => this.#write(nodeId, request.producerId, send)),
        }));
        if (trouble?.when === "after writing") this.#fail(trouble);
        return { topics };
      },
    };
  }

  #fail({ error, meanwhile }: Trouble): never {
    meanwhile?.(this);
    throw error;
  }

  /** As `ProducerStateEntry` of Kafka: a sequence seen before is answered as success and not written again. */
  #write(nodeId: number, producerId: number, send: PartitionSend) {
    const { partition, messages, firstSequence = 0 } = send;
    if (this.leaders[partition] !== nodeId) throw protocolError("NOT_LEADER_FOR_PARTITION");
    const log = this.logs[partition] as string[];
    const state = `${producerId}/${partition}`;
    if (producerId >= 0) {
      const expected = this.#nextSequence.get(state) ?? 0;
      if (firstSequence < expected) return { partition, errorCode: 0, baseOffset: String(firstSequence) };
      if (firstSequence > expected) throw protocolError("OUT_OF_ORDER_SEQUENCE_NUMBER");
      this.#nextSequence.set(state, expected + messages.length);
    }
    const baseOffset = String(log.length);
    log.push(...messages.map((message: Message) => String(message.value)));
    return { partition, errorCode: 0, baseOffset };
  }
}
