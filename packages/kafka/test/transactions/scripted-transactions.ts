import type { TransactionSession } from "../../src/transactions/transaction-session.ts";

type Step = "partitioning" | "begin" | "send" | "moveOffsets" | "end";

/** A session in memory that notes its steps, and in which one step can fail or wait. */
export class ScriptedTransactions {
  /** The steps in order: a send with its keys, offsets as `group topic/partition@offset`. */
  readonly steps: string[] = [];
  readonly failAt: Partial<Record<Step, Error>> = {};
  /** The step `end` waits for this. */
  endWaits: Promise<void> = Promise.resolve();
  closed = 0;

  readonly session: TransactionSession = {
    partitioning: async (topics) => {
      this.#note("partitioning", topics.join(","));
      return ({ partition }) => partition ?? 0;
    },
    begin: async (partitions) => {
      const named = partitions.map(
        ({ topic, partitions: ofTopic }) => `${topic}/${ofTopic.map(({ partition }) => partition).join(",")}`,
      );
      this.#note("begin", named.join(" "));
    },
    send: async (topicMessages) => {
      const sent = topicMessages.map(
        ({ topic, messages }) => `${topic}:${messages.map(({ key }) => String(key)).join("")}`,
      );
      this.#note("send", sent.join(" "));
    },
    moveOffsets: async (group, offsets) => {
      const moved = offsets.map(({ topic, partition, offset }) => `${topic}/${partition}@${offset}`);
      this.#note("moveOffsets", `${group} ${moved.join(" ")}`);
    },
    end: async () => {
      await this.endWaits;
      this.#note("end", "");
    },
    close: async () => {
      this.closed++;
    },
  };

  #note(step: Step, what: string): void {
    this.steps.push(`${step} ${what}`.trim());
    const error = this.failAt[step];
    if (error !== undefined) throw error;
  }
}

/** As kafkajs reports what a broker refused. */
export function refusal(type: string): Error {
  return Object.assign(new Error(type), { name: "KafkaJSProtocolError", type });
}
