import type { Json } from "@tributary/runtime";

/** Revisions reserved at a time: more than a bar of a minute has ticks, so that marks of reserves are few. */
const stepRevisions = 1000;

/**
 * Keeps revisions rising across a `kill -9`. What was sent after the last mark is unknown to the next life, and it must
 * not give the same revision to another state: readers, who have seen it, would take that state for a repeat. So revisions
 * are marked as taken before they are used, in steps of 1,000 for a symbol, and the next life begins above all of them.
 */
export class RevisionReserve {
  /** The least revision for whatever this life sends: above all that earlier ones may have used. */
  readonly first: number;
  /** Revisions below this are marked as taken by this life. */
  #taken: number;
  #asked: number;
  #waiting: (() => void)[] = [];

  /** @param key symbol|interval */
  constructor(key: string, marks: ReadonlyMap<string, Json>) {
    const mark = marks.get(key) as { readonly reserved: number } | undefined;
    this.first = mark?.reserved ?? 0;
    this.#taken = this.first;
    this.#asked = this.first;
  }

  /** Whether this revision may be used; where not yet, `change` resolves when that is worth asking again. */
  covers(revision: number): boolean {
    return revision < this.#taken;
  }

  /**
   * What has to be marked under symbol|interval for revisions up to this one, half a step ahead of need; undefined where
   * it is asked for already.
   */
  wanted(revision: number): { readonly reserved: number } | undefined {
    if (revision + stepRevisions / 2 <= this.#asked) return undefined;
    this.#asked = revision + stepRevisions;
    return { reserved: this.#asked };
  }

  /** Tells that what `wanted` answered is written. */
  written({ reserved }: { readonly reserved: number }): void {
    this.#taken = Math.max(this.#taken, reserved);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when another mark is written. */
  change(): Promise<void> {
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }
}
