import type { Context, Message, Rejection, Writer } from "@tributary/runtime";
import type { Archive } from "../archive.ts";
import { isFenced, said } from "../mongo-failure.ts";
import type { CollectionWriter, Entry } from "./collection-writer.ts";
import type { RateLimit } from "./rate-limit.ts";
import { placeOf } from "./record-place.ts";
import { SameIdLog } from "./same-id-log.ts";
import type { SinkMetrics } from "./sink-metrics.ts";

/** A topic's archive, and the way into its collection. */
export interface Desk {
  // biome-ignore lint/suspicious/noExplicitAny: archives of different topics stand in one list.
  readonly archive: Archive<any>;
  readonly writer: CollectionWriter;
}

export interface MongoWriterOptions {
  readonly desks: readonly Desk[];
  readonly limit: RateLimit;
  readonly timeoutMs: number;
  readonly metrics: SinkMetrics;
  readonly log: Pick<Context["log"], "warn">;
  readonly remark: string | undefined;
  readonly close: () => Promise<void>;
}

/** Takes the records of each topic to its collection. */
export class MongoWriter implements Writer<unknown> {
  readonly remark: string | undefined;
  readonly #options: MongoWriterOptions;
  readonly #desks: ReadonlyMap<string, Desk>;
  readonly #sameIds: SameIdLog;

  constructor(options: MongoWriterOptions) {
    this.#options = options;
    this.remark = options.remark;
    this.#desks = new Map(options.desks.map((desk) => [desk.archive.topic.name, desk]));
    this.#sameIds = new SameIdLog(options.log);
  }

  async begin(
    { topic, partition }: { topic: string; partition: number },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#desk(topic).writer.begin(partition, signal);
  }

  async write(
    batch: readonly Message<unknown>[],
    signal: AbortSignal,
  ): Promise<readonly Rejection<unknown>[]> {
    const [first] = batch;
    if (first === undefined) return [];
    const { archive, writer } = this.#desk(first.topic);
    const { collection } = archive;
    const { limit, metrics, timeoutMs } = this.#options;
    const begin = performance.now();
    await limit.pass(batch.length, signal);
    metrics.waited.inc((performance.now() - begin) / 1_000);

    const { entries, rejections } = documentsOf(batch, archive);
    try {
      const { known, sameId, refused } = await writer.write(entries, timeoutMs, signal);
      this.#sameIds.note(collection, sameId);
      const all = [
        ...rejections,
        ...refused.map(({ entry, reason, detail }) => ({ message: entry.message, reason, detail })),
      ];
      const written = batch.length - all.length - known.length - sameId.length;
      const counts = { written, known: known.length, same_id: sameId.length, rejected: all.length };
      for (const [outcome, count] of Object.entries(counts))
        metrics.documents.inc({ collection, outcome }, count);
      return all;
    } catch (error) {
      if (isFenced(error)) metrics.fenced.inc({ collection });
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#options.close();
  }

  #desk(topic: string): Desk {
    const desk = this.#desks.get(topic);
    if (desk === undefined) throw new Error(`no archive is open for ${topic}`);
    return desk;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: archives of different topics are used alike.
function documentsOf(batch: readonly Message<unknown>[], archive: Archive<any>) {
  const entries: Entry[] = [];
  const rejections: Rejection<unknown>[] = [];
  for (const message of batch) {
    try {
      const { value } = message;
      const document = archive.document(value);
      document._id = archive.id(value);
      document.record = placeOf(message);
      entries.push({ message, document });
    } catch (error) {
      rejections.push({ message, reason: "document_failed", detail: said(error) });
    }
  }
  return { entries, rejections };
}
