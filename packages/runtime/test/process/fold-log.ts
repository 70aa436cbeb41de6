import {
  type Broker,
  BrokerError,
  type GroupOffset,
  type IncomingRecord,
  type PartitionReading,
  type TransactionRecord,
  type Transactor,
} from "@tributary/kafka";

interface Kept extends TransactionRecord {
  readonly transaction: number;
}

/** What the next commit does: fails before the broker takes it, or after, when only the answer is lost; or nothing. */
export type Mishap = "not_applied" | "applied" | "none" | Error;

/** One partition of an input, as the broker still has it. */
export interface InputLog {
  readonly start: number;
  readonly records: readonly IncomingRecord[];
}

/** The topics a fold writes, in memory, with the fencing of transactional ids; commits can be made to fail. */
export class FoldLog {
  readonly records: Kept[] = [];
  readonly offsets = new Map<string, number>();
  readonly opened: string[] = [];
  readonly mishaps: Mishap[] = [];
  /** By topic, for what is read back. */
  readonly inputs = new Map<string, InputLog>();
  /** Called before each batch of an input is handed out; most records of one. */
  reading: { before?: (batch: number) => void | Promise<void>; readonly most: number } = { most: 1_000 };
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
    readPartition: async (reading) => {
      const { topic, partition, take, signal } = reading;
      signal.throwIfAborted();
      if (this.inputs.has(topic)) await this.#readInput(reading);
      else await take(this.of(topic, partition));
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
    const newest = new Map<string, Buffer>();
    for (const { key, value } of this.of(topic, partition)) {
      if (value === null) newest.delete(String(key));
      else newest.set(String(key), value);
    }
    return Object.fromEntries([...newest].map(([key, value]) => [key, JSON.parse(value.toString())]));
  }

  write(records: readonly TransactionRecord[]): void {
    this.transactions++;
    this.records.push(...records.map((record) => ({ ...record, transaction: this.transactions })));
  }

  async #readInput({ topic, until, onStart, take, signal }: PartitionReading): Promise<void> {
    let start = -1;
    for (let position = 0, batch = 0; ; batch++) {
      await this.reading.before?.(batch);
      signal.throwIfAborted();
      const log = this.inputs.get(topic) as InputLog;
      if (log.start > Math.max(start, position - 1)) {
        start = log.start;
        onStart?.(start);
      }
      const next = log.records.filter(
        ({ offset }) => offset >= Math.max(start, position) && offset < (until ?? Number.POSITIVE_INFINITY),
      );
      const records = next.slice(0, this.reading.most);
      const last = records.at(-1);
      if (last === undefined) return;
      await take(records);
      position = last.offset + 1;
    }
  }

  #transactor(isCurrent: () => boolean): Transactor {
    let isOver = false;
    return {
      commit: async (records: readonly TransactionRecord[], offsets: readonly GroupOffset[]) => {
        if (isOver) throw new BrokerError("closed", "the transactor has ended");
        if (!isCurrent()) throw new BrokerError("fenced", "another has the id");
        const planned = this.mishaps.shift();
        const mishap = planned === "none" ? undefined : planned;
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
