import type { Broker } from "@tributary/kafka";

const found = Symbol("found");

/** Resolves when the topic exists; rejects with a `BrokerError`, `unknown_topic` when it does not. */
export async function findTopic(broker: Pick<Broker, "readPartition">, topic: string): Promise<void> {
  const seen = new AbortController();
  const take = () => seen.abort(found); // one batch is proof enough
  try {
    await broker.readPartition({ topic, partition: 0, take, signal: seen.signal });
  } catch (error) {
    if (error !== found) throw error;
  }
}
