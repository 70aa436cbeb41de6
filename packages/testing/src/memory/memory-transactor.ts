import {
  BrokerError,
  type GroupOffset,
  type OutgoingRecord,
  type TransactionRecord,
  type Transactor,
  transactionSizes,
} from "@tributary/kafka";
import type { MemoryLog } from "./memory-log.ts";
import type { Fence } from "./transaction-coordinator.ts";
import type { Wire } from "./wire.ts";

export interface TransactorDependencies {
  readonly fence: Fence;
  readonly wire: Wire;
  /** Throws a `BrokerError` for what the broker would refuse. */
  readonly place: (record: TransactionRecord) => MemoryLog;
  readonly assertTopic: (name: string) => void;
}

export class MemoryTransactor implements Transactor {
  readonly #dependencies: TransactorDependencies;
  #isBusy = false;
  /** Why it is of no use any more. */
  #spent: BrokerError | undefined;

  constructor(dependencies: TransactorDependencies) {
    this.#dependencies = dependencies;
  }

  async commit(records: readonly TransactionRecord[], offsets: readonly GroupOffset[]): Promise<void> {
    if (this.#isBusy) throw new Error("two commits of a transactor at the same time");
    if (this.#spent !== undefined) throw this.#spent;
    transactionSizes(records); // throws what the real one refuses
    if (records.length === 0 && offsets.length === 0) return;
    this.#isBusy = true;
    try {
      await this.#commit(records, offsets);
    } catch (error) {
      const code = error instanceof BrokerError && error.code === "fenced" ? "fenced" : "closed";
      this.#spent ??= new BrokerError(code, "the transactor ended with a failed commit", error);
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  async close(): Promise<void> {
    this.#spent ??= new BrokerError("closed", "the transactor is closed");
  }

  /** Every step is a request of its own, and an outage or a fence may come between any two. */
  async #commit(records: readonly TransactionRecord[], offsets: readonly GroupOffset[]): Promise<void> {
    const { fence, place, assertTopic } = this.#dependencies;
    await this.#step();
    const placed = Map.groupBy(records, place);
    const transaction = fence.begin();
    for (const [log, ofLog] of placed) {
      await this.#step();
      transaction.send(log, ofLog as readonly OutgoingRecord[]);
    }
    await this.#step();
    for (const { topic } of offsets) assertTopic(topic);
    transaction.sendOffsets(offsets);
    await this.#step();
    fence.end();
  }

  /** One request. */
  async #step(): Promise<void> {
    const { fence, wire } = this.#dependencies;
    await wire.reach();
    if (this.#spent !== undefined) throw this.#spent;
    fence.assertHeld();
  }
}
