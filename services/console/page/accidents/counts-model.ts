import { computed, effect, type ReadonlySignal, untracked } from "@preact/signals";
import type { CountedReplay } from "../replay/replay-words.ts";
import { Poll } from "../shell/poll.ts";
import type { Totals } from "./totals.ts";

const API = "/api/accident-feed";
const TOTALS = { everyMs: 1_000, staleAfterMs: 10_000, timeoutMs: 8_000 };

/** `GET /replays` of accident-feed, newest first. */
export interface ReplaysAnswer {
  readonly replays: readonly AccidentReplay[];
}

export interface AccidentReplay extends CountedReplay {
  readonly accidentCount: number;
}

/** What is counted of one replay, asked for each second: of the country, and the hours of the chosen state. */
export class CountsModel {
  readonly replays = new Poll<ReplaysAnswer>(() => `${API}/replays`, {
    everyMs: 3_000,
    staleAfterMs: 20_000,
    timeoutMs: 8_000,
  });
  readonly totals = new Poll<Totals>(() => totalsAddress(this.#replay), TOTALS);
  /** Closed while no state is chosen. */
  readonly stateTotals = new Poll<Totals>(() => totalsAddress(this.#replay, this.#state), TOTALS);

  #replay: string | undefined;
  #state: string | undefined;
  #changedAt = 0;
  #release: (() => void)[] = [];

  /** ms without another count while one could have been heard of. */
  get silence(): number {
    return performance.now() - this.#changedAt;
  }

  open(replay: ReadonlySignal<string | undefined>, state: ReadonlySignal<string | undefined>): void {
    this.#changedAt = performance.now();
    this.replays.open();
    const counted = computed(() => this.totals.value.value?.accidents);
    this.#release = [
      effect(() => {
        const next = replay.value;
        untracked(() => this.#follow(next));
      }),
      effect(() => {
        const next = state.value;
        untracked(() => this.#look(next));
      }),
      effect(() => {
        void counted.value;
        this.#changedAt = performance.now();
      }),
    ];
  }

  close(): void {
    for (const release of this.#release) release();
    this.#release = [];
    for (const poll of [this.replays, this.totals, this.stateTotals]) poll.close();
  }

  retryNow(): void {
    this.replays.again();
    this.totals.again();
  }

  /** Counts of two replays are never shown as one. */
  #follow(replay: string | undefined): void {
    const isOther = replay !== this.#replay;
    this.#replay = replay;
    if (replay === undefined) {
      this.totals.close();
      return;
    }
    if (isOther) {
      this.totals.restart();
      this.stateTotals.restart();
      // A run that has just begun is asked for at once, not at the next look.
      this.replays.again();
    }
    this.totals.open();
  }

  /** Nor are the hours of two states. */
  #look(state: string | undefined): void {
    this.stateTotals.close();
    if (state !== this.#state) this.stateTotals.restart();
    this.#state = state;
    if (state !== undefined) this.stateTotals.open();
  }
}

function totalsAddress(replay = "", state?: string): string {
  const query = new URLSearchParams({ replay });
  if (state !== undefined) query.set("state", state);
  return `${API}/totals?${query}`;
}
