import { flight } from "@tributary/contracts";
import { type Broker, type IncomingRecord, openCodec, openKafkaBroker } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import type { Stand } from "./stand.ts";

/** One flight as a reader of committed records saw it; instants in ms since the epoch, by clocks of one machine. */
export interface Arrival {
  readonly replay: string;
  readonly eventTime: number;
  /** When the broker wrote it, before the transaction was committed. */
  readonly appendedAt: number;
  readonly seenAt: number;
}

/** Reads all flights as they come, until it is closed. */
export class Arrivals {
  readonly all: Arrival[] = [];
  readonly #broker: Broker;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  private constructor(broker: Broker, read: (take: Arrivals["all"], signal: AbortSignal) => Promise<void>) {
    this.#broker = broker;
    this.#running = read(this.all, this.#stop.signal);
  }

  static async open({ parts }: Stand): Promise<Arrivals> {
    const brokers = parts.kafkaBrokers.split(",");
    const broker = await openKafkaBroker({ clientId: "bench-arrivals", brokers, log: silentLog });
    const reader = await broker.openReader({ topic: flight.name, from: { at: "earliest" } });
    const decoder = openCodec({ registryUrl: parts.schemaRegistryUrl, log: silentLog }).decoder(flight);
    const decode = async ({ value }: IncomingRecord) => {
      let decoded = decoder.decode(value);
      for (; decoded.ok === "pending"; decoded = decoder.decode(value)) await decoded.resolved;
      if (!decoded.ok) throw new Error("a record cannot be read");
      return decoded.value;
    };
    return new Arrivals(broker, (all, signal) =>
      reader.run(async ({ records }) => {
        const seenAt = Date.now();
        for (const record of records) {
          const value = await decode(record);
          const { replay } = value;
          all.push({ replay, eventTime: flight.eventTime(value), appendedAt: record.timestamp, seenAt });
        }
      }, signal),
    );
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#broker.close();
  }
}
