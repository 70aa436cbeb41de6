import type { GroupChunk, GroupWorker, Outcome, Tenure } from "@tributary/kafka";
import type { ReplayDesk } from "./replay-desk.ts";
import { ReplayTenure } from "./replay-tenure.ts";

/**
 * Replays while the group says that the recording is ours: its one partition is what the members of the group contend
 * for, and what it holds is read beside the group.
 */
export class RecordingOwner<T> implements GroupWorker {
  /** Aborts when there is nothing left to do: all is written, or what happened is beyond repair. */
  readonly over: AbortSignal;
  /** What is beyond repair. */
  failure: { readonly error: unknown } | undefined;
  readonly #over = new AbortController();
  readonly #desk: ReplayDesk<T>;
  #current: ReplayTenure<T> | undefined;
  /** Resolves when nothing of the tenure runs any more. */
  #rest: Promise<void> = Promise.resolve();

  constructor(desk: ReplayDesk<T>) {
    this.#desk = desk;
    this.over = this.#over.signal;
  }

  /** What it is about. */
  get state(): "reading" | "taking over" | "standing by" {
    if (this.#current === undefined) return "standing by";
    return this.#current.isReading ? "reading" : "taking over";
  }

  get unacknowledged(): number {
    return this.#current?.unacknowledged ?? 0;
  }

  async begin(tenure: Tenure): Promise<number> {
    const current = new ReplayTenure(this.#desk, tenure);
    this.#current = current;
    this.#rest = current.done.then(
      (outcome) => {
        if (outcome === "finished") this.#over.abort();
      },
      (error: unknown) => {
        this.failure = { error };
        this.#over.abort();
      },
    );
    return tenure.logStart;
  }

  async work({ nextOffset }: GroupChunk): Promise<Outcome> {
    return { next: nextOffset };
  }

  async end(): Promise<void> {
    await this.#rest;
    this.#current = undefined;
  }
}
