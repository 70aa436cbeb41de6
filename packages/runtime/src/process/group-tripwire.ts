import { setTimeout as delay } from "node:timers/promises";
import { controlTopicName } from "@tributary/contracts";
import {
  type Broker,
  BrokerError,
  type ConnectionStatus,
  type LogReader,
  type Publisher,
} from "@tributary/kafka";
import type { Logger } from "pino";
import type { Probe } from "../health.ts";
import { LogProgress } from "../log-progress.ts";
import { untilAborted } from "../until-aborted.ts";
import { type Trip, tripKey, tripOf, tripValue } from "./control-topic.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import { TripWindow } from "./trip-window.ts";
import type { Tripwire } from "./workshop.ts";

export interface GroupTripwireOptions {
  readonly broker: Pick<Broker, "openReader" | "openPublisher">;
  readonly group: string;
  readonly log: Pick<Logger, "error" | "info">;
  readonly metrics: Pick<ProcessMetrics, "tripped">;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborts when the service is to stop. */
  readonly signal: AbortSignal;
}

/** How long a stop waits for the broker to take a trip that is not remembered yet. */
const farewellMs = 2_000;

/**
 * A tripwire that a whole group shares by its control topic: a trip at one member stops all, a tombstone lets all go on.
 * Each member follows the topic by itself, without the group, so a tripped group knows it before it consumes anything.
 */
export class GroupTripwire implements Tripwire {
  readonly #options: GroupTripwireOptions;
  readonly #window = new TripWindow();
  readonly #reader: LogReader;
  readonly #publisher: Publisher;
  /** What the topic says. */
  #told: Trip | undefined;
  /** What this member has noticed and not yet read back. */
  #noticed: Trip | undefined;
  #wasTripped = false;
  readonly #progress = new LogProgress();
  readonly #restored = Promise.withResolvers<void>();
  /** Resolves when the service stops; rejects when the topic cannot be followed any more. */
  readonly done: Promise<void>;

  private constructor(options: GroupTripwireOptions, reader: LogReader, publisher: Publisher) {
    this.#options = options;
    this.#reader = reader;
    this.#publisher = publisher;
    this.#progress.begin(reader);
    this.#look();
    this.done = reader.run((chunk) => {
      for (const record of chunk.records) if (record.key?.toString() === tripKey) this.#hear(record.value);
      this.#progress.moveTo(chunk.partition, chunk.nextOffset);
      this.#look();
    }, options.signal);
  }

  /**
   * Resolves when all is known that the topic says. Rejects with a `BrokerError` when it cannot be opened, and with the
   * signal's reason.
   */
  static async open(options: GroupTripwireOptions): Promise<GroupTripwire> {
    const { broker, group, signal } = options;
    const topic = controlTopicName(group);
    const publisher = await broker.openPublisher({ topic, whenFull: "wait", lingerMs: 0 });
    try {
      const reader = await broker.openReader({ topic, from: { at: "earliest" } });
      const tripwire = new GroupTripwire(options, reader, publisher);
      await untilAborted(Promise.race([tripwire.#restored.promise, tripwire.done]), signal);
      return tripwire;
    } catch (error) {
      await publisher.abandon();
      throw error;
    }
  }

  get tripped(): string | undefined {
    return (this.#told ?? this.#noticed)?.reason;
  }

  /** How following the topic fares. */
  get status(): ConnectionStatus {
    return this.#reader.status;
  }

  readonly probe: Probe = () => {
    if (this.tripped === undefined) return undefined;
    return `tripped: ${this.tripped}; resume with npm run dlq -- resume --group ${this.#options.group}`;
  };

  room(outcomes: readonly boolean[]): number {
    return this.#window.room(outcomes);
  }

  /**
   * Resolves when a trip is remembered, at once when there is none. While the broker is away it waits, until the
   * service is to stop. Rejects with a `BrokerError` when the broker refuses it.
   */
  async record(
    outcomes: readonly boolean[],
    at: { readonly topic: string; readonly partition: number },
  ): Promise<void> {
    const reason = this.#window.take(outcomes);
    if (reason === undefined || this.tripped !== undefined) return;
    const { now, signal } = this.#options;
    const trip: Trip = { reason, at: now(), topic: at.topic, partition: at.partition };
    this.#noticed = trip;
    this.#look();
    const remembered = this.#publisher.publish({ key: tripKey, value: tripValue(trip), partition: 0 });
    try {
      await untilAborted(remembered, signal);
    } catch (error) {
      const isGivenUp = signal.aborted || (error instanceof BrokerError && error.code === "closed");
      if (!isGivenUp) throw error;
    }
  }

  /** Gives a trip that the broker has not taken yet a last moment. */
  async close(): Promise<void> {
    await Promise.race([this.#publisher.flush(), delay(farewellMs, undefined, { ref: false })]);
    await this.#publisher.abandon();
  }

  #hear(value: Buffer | null): void {
    this.#told = value === null ? undefined : tripOf(value);
    if (value === null) this.#window.clear();
    else if (this.#noticed !== undefined && value.equals(tripValue(this.#noticed))) this.#noticed = undefined;
  }

  /** A chunk may say several things, more so while the topic is read back: only what holds in the end is told. */
  #look(): void {
    const isTripped = this.tripped !== undefined;
    if (this.#progress.isRestored) this.#restored.resolve();
    if (!this.#progress.isRestored || isTripped === this.#wasTripped) return;
    this.#wasTripped = isTripped;
    const { log, metrics, group } = this.#options;
    metrics.tripped.set(Number(isTripped));
    if (isTripped)
      log.error({ ...(this.#told ?? this.#noticed), group }, "tripped: the whole group stands still");
    else log.info({ group }, "resumed: the group goes on");
  }
}
