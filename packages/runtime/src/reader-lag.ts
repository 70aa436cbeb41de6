import type { StreamMetrics } from "./stream-metrics.ts";

export type LagMetrics = Pick<StreamMetrics, "lag" | "lagSeconds" | "position">;

/** Of a chunk, what tells how far its reader is behind. */
interface ReadChunk {
  readonly records: readonly { readonly offset: number; readonly timestamp: number }[];
  /** End of the partition as readers see it. */
  readonly endOffset: number;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
}

/**
 * How far a reader is behind each of its partitions: in offsets as of its last chunk, and in seconds as of now, which go on
 * rising while it stands still.
 */
export class ReaderLag {
  readonly #metrics: LagMetrics;
  readonly #reader: "group" | "view";
  readonly #now: () => number;
  readonly #places = new Map<string, Standing>();

  /** `now`: wall clock, milliseconds since the epoch, for the broker's append times are of it. */
  constructor(metrics: LagMetrics, reader: "group" | "view", now: () => number) {
    this.#metrics = metrics;
    this.#reader = reader;
    this.#now = now;
  }

  /** A chunk is in hand, and nothing of it is done. */
  took(place: Place, { records: [first] }: ReadChunk): void {
    if (first === undefined) return;
    const at = this.#at(place);
    at.since = first.timestamp;
    // Where the first chunk never gets done, it is here that the partition is stuck.
    if (!at.isPlaced) this.#metrics.position.set(at.labels, first.offset);
    at.isPlaced = true;
  }

  /** All before `next` is done. */
  moved(place: Place, { records, endOffset }: ReadChunk, next: number): void {
    const at = this.#at(place);
    this.#metrics.position.set(at.labels, next);
    at.isPlaced = true;
    this.#metrics.lag.set(at.labels, Math.max(0, endOffset - next));
    if (next >= endOffset) at.since = undefined;
    // What comes next is no older than what was done last; of what is not there yet, that is all there is to know.
    else {
      const waiting = records.find(({ offset }) => offset >= next) ?? records.at(-1);
      at.since = waiting?.timestamp ?? at.since ?? this.#now();
    }
  }

  /** The partition is somebody else's. */
  forget(place: Place): void {
    const { labels } = this.#at(place);
    this.#places.delete(nameOf(place));
    this.#metrics.position.remove(labels);
    this.#metrics.lag.remove(labels);
    this.#metrics.lagSeconds.remove(labels);
  }

  /** Sets the gauge of seconds; to be called before each scrape. */
  refresh(): void {
    for (const { labels, since } of this.#places.values())
      this.#metrics.lagSeconds.set(
        labels,
        since === undefined ? 0 : Math.max(0, this.#now() - since) / 1_000,
      );
  }

  #at(place: Place) {
    const { topic, partition } = place;
    const name = nameOf(place);
    let known = this.#places.get(name);
    if (known === undefined) {
      const labels = {
        messaging_destination_name: topic,
        partition: String(partition),
        reader: this.#reader,
      };
      known = { labels, since: undefined, isPlaced: false };
      this.#places.set(name, known);
    }
    return known;
  }
}

interface Standing {
  readonly labels: Labels;
  /** Append time of the oldest record that is not done, milliseconds since the epoch. */
  since: number | undefined;
  isPlaced: boolean;
}

interface Labels extends Readonly<Record<"messaging_destination_name" | "partition" | "reader", string>> {}

const nameOf = ({ topic, partition }: Place) => `${topic}/${partition}`;
