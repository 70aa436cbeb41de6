import { BrokerError, type GroupDescription, type IncomingRecord, type Operator } from "@tributary/kafka";

/** What stands at an offset: a record, or what readers of committed data never see, such as the end of a transaction. */
export type Entry = Partial<Pick<IncomingRecord, "key" | "value" | "headers" | "timestamp">> | "control";

/** A cluster in memory: topics are partitions of entries, whose first offset is 0 unless deleted from. */
export class FakeOperator implements Operator {
  readonly log = new Map<string, Entry[][]>();
  readonly starts = new Map<string, number>();
  readonly offsets = new Map<string, { topic: string; partition: number; offset: number }[]>();
  described: GroupDescription[] = [];
  /** Offsets that reads began at, for who asks how much was read. */
  readonly reads: number[] = [];

  async groups() {
    return this.described;
  }

  async committed(group: string) {
    return this.offsets.get(group) ?? [];
  }

  async topics() {
    return [...this.log.keys()].sort();
  }

  async bounds(topic: string) {
    return this.#partitions(topic).map((entries, partition) => ({
      start: this.starts.get(`${topic} ${partition}`) ?? 0,
      end: entries.length,
    }));
  }

  async read(
    { topic, partition, offset }: { topic: string; partition: number; offset: number },
    limit: number,
  ) {
    this.reads.push(offset);
    const entries = this.#partitions(topic)[partition] ?? [];
    const records: IncomingRecord[] = [];
    let next = Math.max(offset, this.starts.get(`${topic} ${partition}`) ?? 0);
    for (; next < entries.length && records.length < limit; next++) {
      const entry = entries[next];
      if (entry === undefined || entry === "control") continue;
      const bare = { key: null, value: null, headers: {}, timestamp: 0 };
      records.push({ ...bare, ...entry, topic, partition, offset: next });
    }
    return { records, next };
  }

  async deleteBefore({ topic, partition, offset }: { topic: string; partition: number; offset: number }) {
    this.starts.set(`${topic} ${partition}`, offset);
  }

  async close() {}

  #partitions(topic: string): Entry[][] {
    const partitions = this.log.get(topic);
    if (partitions === undefined) throw new BrokerError("unknown_topic", `topic ${topic} does not exist`);
    return partitions;
  }
}
