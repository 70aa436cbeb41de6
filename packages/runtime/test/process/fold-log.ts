import {
  type Broker,
  BrokerError,
  type GroupOffset,
  type IncomingRecord,
  type TransactionRecord,
  type Transactor,
} from "@tributary/kafka";

interface Kept extends TransactionRecord {
  readonly transaction: number;
}

/** What the next commit does: fails before the broker takes it, or after, when only the answer is lost. */
export type Mishap = "not_applied" | "applied" | Error;

/** The topics a fold writes, in memory, with the fencing of transactional ids; commits can be made to fail. */
export class FoldLog {
  readonly records: Kept[] = [];
  readonly offsets = new Map<string, number>();
  readonly opened: string[] = [];
  readonly mishaps: Mishap[] = [];
  #epochs = new Map<string, number>();
  transactions = 0;
  /** What opening a transactor waits for. */
  opening: ((signal: AbortSignal | undefined) => Promise<void>) | undefined;

  readonly broker: Pick<Broker, "openTransactor" | "readPartition"> = {
    openTransactor: async ({ transactionalId, signal }) => {
      await this.opening?.(signal);
      this.opened.push(transactionalId);
      const epoch = (this.#epochs.get(transactionalId) ?? 0) + 1;
      this.#epochs.set(transactionalId, epoch);
      return this.#transactor(() => this.#epochs.get(transactionalId) === epoch);
    },
    readPartition: async ({ topic, partition, take, signal }) => {
      signal.throwIfAborted();
      await take(this.of(topic, partition));
    },
  };

  /** What a reader of the partition sees, oldest first. */
  of(topic: string, partition = 0): IncomingRecord[] {
    return this.records
      .filter((record) => record.topic === topic && (record.partition ?? 0) === partition)
      .map(({ key, value, headers = {} }, offset) => ({
        topic,
        partition,
        offset,
        timestamp: 0,
        key: key === null ? null : Buffer.from(key),
        value,
        headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
      }));
  }

  /** The newest value of each key of a topic's partition as parsed JSON; tombstones left out. */
  table(topic: string, partition = 0): Record<string, unknown> {
    const newest = new Map<string, unknown>();
    for (const { key, value } of this.of(topic, partition)) {
      if (value === null) newest.delete(String(key));
      else newest.set(String(key), JSON.parse(value.toString()));
    }
    return Object.fromEntries(newest);
  }

  write(records: readonly TransactionRecord[]): void {
    this.transactions++;
    this.records.push(...records.map((record) => ({ ...record, transaction: this.transactions })));
  }

  #transactor(isCurrent: () => boolean): Transactor {
    let isOver = false;
    return {
      commit: async (records: readonly TransactionRecord[], offsets: readonly GroupOffset[]) => {
        if (isOver) throw new BrokerError("closed", "the transactor has ended");
        if (!isCurrent()) throw new BrokerError("fenced", "another has the id");
        const mishap = this.mishaps.shift();
        if (mishap === undefined || mishap === "applied") {
          this.write(records);
          for (const { topic, partition, offset } of offsets)
            this.offsets.set(`${topic}/${partition}`, offset);
        }
        if (mishap === undefined) return;
        isOver = true;
        throw mishap instanceof Error ? mishap : new BrokerError("unavailable", "the answer is lost");
      },
      close: async () => {
        isOver = true;
      },
    };
  }
}
