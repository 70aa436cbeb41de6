import { backoffMs, pause } from "../backoff.ts";
import { BrokerError, codeOf } from "../broker-error.ts";
import type { Tenure, TopicPartition } from "../group.ts";
import type { Membership } from "./membership.ts";

export interface TenureDependencies {
  readonly membership: Membership;
  readonly random: () => number;
  /** How long a commit or a confirmation rides out weather. */
  readonly patienceMs: () => number;
}

/** Where the partition stood when it was assigned. */
export interface Beginning {
  readonly committed: number | undefined;
  readonly logStart: number;
}

const longestAskMs = 5_000;

/**
 * One partition held: `handOver` asks the worker to come to an end while it still may finish and commit; after `lose`
 * it may nothing any more.
 */
export class HeldTenure implements Tenure {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | undefined;
  readonly logStart: number;
  readonly #dependencies: TenureDependencies;
  readonly #handedOver = new AbortController();
  readonly #lost = new AbortController();

  constructor({ topic, partition }: TopicPartition, at: Beginning, dependencies: TenureDependencies) {
    this.topic = topic;
    this.partition = partition;
    this.committed = at.committed;
    this.logStart = at.logStart;
    this.#dependencies = dependencies;
  }

  get signal(): AbortSignal {
    return this.#handedOver.signal;
  }

  handOver(): void {
    this.#handedOver.abort();
  }

  lose(): void {
    this.#lost.abort();
    this.#handedOver.abort();
    this.#dependencies.membership.changes.check();
  }

  async confirm(): Promise<void> {
    const { membership } = this.#dependencies;
    const { sessionTimeoutMs } = membership.options;
    await this.#persist(async () => {
      membership.expelIfSilent();
      await this.#standing();
      if (membership.remainingMs < (sessionTimeoutMs * 2) / 3) await membership.beat();
      this.#assertHeld();
      return membership.remainingMs >= (sessionTimeoutMs * 2) / 3;
    });
  }

  async commit(offset: number): Promise<void> {
    const { membership, patienceMs } = this.#dependencies;
    await this.#persist(async () => {
      await this.#standing();
      await membership.commit(this, offset, Math.min(longestAskMs, patienceMs()));
      return true;
    });
  }

  /** Until it is done; rejects `expelled` once the partition is lost, and with weather that lasts too long. */
  async #persist(attempt: () => Promise<boolean>): Promise<void> {
    const { random, patienceMs } = this.#dependencies;
    const began = performance.now();
    for (let failures = 0; ; ) {
      try {
        if (await attempt()) return;
      } catch (error) {
        this.#assertHeld();
        if (codeOf(error) !== "unavailable" || performance.now() - began >= patienceMs()) throw error;
        await pause(backoffMs(++failures, random), this.#lost.signal);
      }
    }
  }

  /** Between two generations nobody knows whose the partition is: resolves when that is settled. */
  async #standing(): Promise<void> {
    const { membership } = this.#dependencies;
    await membership.changes.when(() => membership.isMember || this.#lost.signal.aborted);
    this.#assertHeld();
  }

  #assertHeld(): void {
    if (this.#lost.signal.aborted)
      throw new BrokerError("expelled", `${this.topic}/${this.partition} is not held any more`);
  }
}
