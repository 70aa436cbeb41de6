import { BrokerError, type Publisher, type Tenure, type TransactionRecord } from "@tributary/kafka";
import { untilAborted } from "../until-aborted.ts";
import { brokerAttempt } from "./broker-attempt.ts";
import type { Workshop } from "./workshop.ts";

export interface TenurePublishersOptions {
  readonly workshop: Pick<Workshop, "broker" | "weather" | "metrics">;
  readonly tenure: Tenure;
  /** Aborts when what is not acknowledged is to be let go. */
  readonly drop: AbortSignal;
  /** Called while a publisher rides out weather: that is no hang. */
  readonly onProgress: () => void;
}

/** Between two looks at a broker that does not answer. */
const lookMs = 250;

/**
 * One publisher per topic for one partition's tenure, opened when first needed. They are not shared among partitions:
 * what one tenure lets go must not take its neighbours' records with it.
 */
export class TenurePublishers {
  readonly #options: TenurePublishersOptions;
  readonly #opened = new Map<string, Publisher>();
  #isAbandoned = false;
  #toldAttempt: number | undefined;

  constructor(options: TenurePublishersOptions) {
    this.#options = options;
  }

  /**
   * Publishes all, those of a topic in their order. Resolves, through all weather, when each is acknowledged
   * (`undefined`) or refused for itself, `too_large` or `invalid_record`. Rejects with a `BrokerError` that ends the
   * tenure or the service; what is not acknowledged by then is let go.
   */
  async publish(records: readonly TransactionRecord[]): Promise<readonly (BrokerError | undefined)[]> {
    if (records.length === 0) return [];
    const { workshop, tenure, drop } = this.#options;
    const { metrics, weather } = workshop;
    const looking = setInterval(() => this.#look(), lookMs).unref();
    try {
      const fates = await brokerAttempt("publish", () => untilAborted(this.#publish(records), drop), {
        tenure,
        weather,
      });
      weather.succeeded("broker", tenure);
      for (const [index, { topic }] of records.entries())
        if (fates[index] === undefined) metrics.sent.inc({ messaging_destination_name: topic });
      return fates;
    } catch (error) {
      await this.abandon();
      throw error;
    } finally {
      clearInterval(looking);
    }
  }

  /** Lets go of what is not acknowledged yet; what is in flight may yet be written. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    const opened = [...this.#opened.values()];
    this.#opened.clear();
    await Promise.all(opened.map((publisher) => publisher.abandon()));
  }

  async #publish(records: readonly TransactionRecord[]): Promise<(BrokerError | undefined)[]> {
    const publishers = new Map<string, Publisher>();
    for (const { topic } of records)
      if (!publishers.has(topic)) publishers.set(topic, await this.#open(topic));
    const fates = records.map(({ topic, ...record }) => publishers.get(topic)?.publish(record));
    return (await Promise.allSettled(fates)).map((fate) => {
      if (fate.status === "fulfilled") return undefined;
      if (isRefusal(fate.reason)) return fate.reason;
      throw fate.reason;
    });
  }

  async #open(topic: string): Promise<Publisher> {
    const known = this.#opened.get(topic);
    if (known !== undefined) return known;
    // A slice is handed over at once: there is no more company to wait for.
    const publisher = await this.#options.workshop.broker.openPublisher({
      topic,
      whenFull: "wait",
      lingerMs: 0,
    });
    if (this.#isAbandoned) {
      await publisher.abandon();
      throw new BrokerError("closed", `the tenure that wanted to write to ${topic} has ended`);
    }
    this.#opened.set(topic, publisher);
    return publisher;
  }

  /** Publishers retry by themselves; each new try that failed is booked. */
  #look(): void {
    const { workshop, tenure, onProgress } = this.#options;
    onProgress();
    for (const { status } of this.#opened.values()) {
      if (status.failingSince === undefined || status.lastAttemptAt === this.#toldAttempt) continue;
      this.#toldAttempt = status.lastAttemptAt;
      workshop.weather.failed("broker", tenure, new Error(status.lastError ?? "no answer"));
    }
  }
}

/** The broker refuses a record for itself: no retry mends it, and its neighbours are not concerned. */
function isRefusal(error: unknown): error is BrokerError {
  return error instanceof BrokerError && (error.code === "too_large" || error.code === "invalid_record");
}
