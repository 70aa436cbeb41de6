import { type Broker, BrokerError, type OutgoingRecord, type Publisher } from "@tributary/kafka";

const usualPatienceMs = 30_000;

/** Writes to topics, one publisher each. A person waits for it: unlike a service it gives up after a while. */
export class Outbox {
  readonly #broker: Broker;
  readonly #patienceMs: number;
  readonly #publishers = new Map<string, Promise<Publisher>>();

  constructor(broker: Broker, patienceMs: number = usualPatienceMs) {
    this.#broker = broker;
    this.#patienceMs = patienceMs;
  }

  /**
   * Resolves when all in-sync replicas have it. Rejects with a `BrokerError`; after a `closed` one, when the broker did
   * not take it in time, it may yet have been written.
   */
  async send(topic: string, record: OutgoingRecord): Promise<void> {
    const publisher = await this.#publisher(topic);
    const late = setTimeout(() => void publisher.abandon(), this.#patienceMs);
    try {
      await publisher.publish(record);
    } catch (error) {
      if (!(error instanceof BrokerError) || error.code !== "closed") throw error;
      const seconds = this.#patienceMs / 1_000;
      const message = `the broker did not confirm it within ${seconds} s: it may have been written or not`;
      throw new BrokerError("unavailable", message, error);
    } finally {
      clearTimeout(late);
    }
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#publishers.values());
    await Promise.all(opened.map((one) => (one.status === "fulfilled" ? one.value.abandon() : undefined)));
  }

  #publisher(topic: string): Promise<Publisher> {
    const known = this.#publishers.get(topic);
    if (known !== undefined) return known;
    const opening = this.#broker.openPublisher({ topic, whenFull: "wait" });
    this.#publishers.set(topic, opening);
    return opening;
  }
}
