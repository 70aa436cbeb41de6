import type { Context } from "@tributary/runtime";
import type { Entry } from "./collection-writer.ts";

const quietMs = 60_000;

/** Tells of records that were not written because another's document has their id: the first at once, then once a minute. */
export class SameIdLog {
  readonly #log: Pick<Context["log"], "warn">;
  readonly #clock: () => number;
  readonly #of = new Map<string, { told: number; count: number }>();

  /** @param clock Monotonic milliseconds. */
  constructor(log: Pick<Context["log"], "warn">, clock: () => number = () => performance.now()) {
    this.#log = log;
    this.#clock = clock;
  }

  note(collection: string, entries: readonly Entry[]): void {
    const [example] = entries;
    if (example === undefined) return;
    const now = this.#clock();
    const before = this.#of.get(collection) ?? { told: Number.NEGATIVE_INFINITY, count: 0 };
    const count = before.count + entries.length;
    const isDue = now - before.told >= quietMs;
    this.#of.set(collection, isDue ? { told: now, count: 0 } : { told: before.told, count });
    if (!isDue) return;
    const { topic, partition, offset } = example.message;
    const id = String(example.document._id);
    this.#log.warn(
      { collection, records: count, example: { id, topic, partition, offset } },
      "records were not written, for documents of other records have their ids; the first ones stay",
    );
  }
}
