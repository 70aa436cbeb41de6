import { type Broker, BrokerError, type OutgoingRecord, type Publisher } from "@tributary/kafka";
import type { FakeOperator } from "./fake-operator.ts";

export interface Sent extends OutgoingRecord {
  readonly topic: string;
}

/** Writes into the cluster of a `FakeOperator`. */
export class FakeBroker implements Pick<Broker, "openPublisher" | "close"> {
  readonly sent: Sent[] = [];
  /** Topics that never confirm anything. */
  readonly silent = new Set<string>();
  readonly #operator: FakeOperator;

  constructor(operator: FakeOperator) {
    this.#operator = operator;
  }

  async openPublisher({ topic }: { readonly topic: string }): Promise<Publisher> {
    const abandoned = Promise.withResolvers<never>();
    abandoned.promise.catch(() => undefined);
    const publish = async (record: OutgoingRecord) => {
      if (this.silent.has(topic)) return abandoned.promise;
      this.sent.push({ ...record, topic });
      const partition = this.#operator.log.get(topic)?.[record.partition ?? 0];
      const key = record.key === null ? null : Buffer.from(record.key);
      const headers = Object.fromEntries(
        Object.entries(record.headers ?? {}).map(([name, value]) => [name, Buffer.from(value)]),
      );
      partition?.push({ key, value: record.value, headers });
      return "acknowledged" as const;
    };
    const abandon = async () => abandoned.reject(new BrokerError("closed", "abandoned"));
    const status = { lastAttemptAt: 0, lastSuccessAt: 0, failingSince: undefined, lastError: undefined };
    return { publish, ready: async () => {}, flush: async () => {}, status, abandon, close: async () => {} };
  }

  async close() {}
}
