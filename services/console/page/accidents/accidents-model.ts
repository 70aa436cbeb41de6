import { computed, effect, signal } from "@preact/signals";
import { worldPoint } from "../map/world-point.ts";
import { countedState, playerOf } from "../replay/counted-state.ts";
import { ReplayModel } from "../replay/replay-model.ts";
import type { CountedReplay } from "../replay/replay-words.ts";
import { address, note } from "../shell/address.ts";
import { Poll } from "../shell/poll.ts";
import type { Link } from "../stream/steady-stream.ts";
import { readAccidentsAddress, severityNote } from "./accidents-address.ts";
import { AccidentFeed } from "./feed/accident-feed.ts";
import { RecordModel } from "./record/record-model.ts";
import { selectionOf } from "./selection.ts";
import type { Severity } from "./severity.ts";
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

/** All that the Accidents page knows: the window, the counts of one replay, who plays it, what is chosen. */
export class AccidentsModel {
  readonly feed = new AccidentFeed();
  readonly store = this.feed.store;
  readonly player = new ReplayModel("accident-csv");
  readonly record = new RecordModel();
  readonly replays = new Poll<ReplaysAnswer>(() => `${API}/replays`, {
    everyMs: 3_000,
    staleAfterMs: 20_000,
    timeoutMs: 8_000,
  });
  readonly totals = new Poll<Totals>(() => this.#totalsAddress(), TOTALS);
  /** The hours of the chosen state; closed while none is. */
  readonly stateTotals = new Poll<Totals>(() => this.#totalsAddress(this.seen.peek().state), TOTALS);

  /** Whatever shows the window reads it, and is drawn again at most three times a second. */
  readonly drawn = this.feed.drawn;
  /** Counts seconds: whatever shows ages reads it. */
  readonly beat = signal(0);
  readonly seen = computed(() => readAccidentsAddress(address.value.query));

  /** The replay shown: the one asked for, else the newest. */
  readonly replay = computed(() => {
    void this.drawn.value;
    return this.seen.value.replay ?? this.store.newestReplay ?? this.replays.value.value?.replays[0]?.replay;
  });
  /** What of the window is looked at. */
  readonly selection = computed(() => {
    void this.drawn.value;
    return selectionOf(this.store.values(), this.replay.value, this.seen.value);
  });
  /** Where the selected accident lies, in world coordinates, while that is known. */
  readonly selectedPlace = computed(() => {
    void this.drawn.value;
    const { accident } = this.seen.value;
    if (accident === undefined) return undefined;
    const held = this.store.get(accident);
    if (held !== undefined) return { x: held.x, y: held.y };
    const state = this.record.state.value;
    if (state.kind !== "found") return undefined;
    return worldPoint(...state.document.location.coordinates);
  });

  readonly state = computed(() => {
    void this.beat.value;
    void this.drawn.value;
    const totals = this.totals.value.value;
    return countedState({
      thing: "accident",
      replays: { kind: this.replays.kind.value, failure: this.replays.failure.value },
      replay: this.replay.value,
      link: this.#link(),
      heard: this.feed.heard.value && totals !== undefined,
      counted: totals?.accidents ?? 0,
      player: playerOf(this.player, this.replay.value),
      silence: Math.min(this.feed.silence, performance.now() - this.#countedAt),
    });
  });
  readonly kind = computed(() => this.state.value.kind);

  #isOpen = false;
  #countedAt = 0;
  #hoursOf: string | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #release: (() => void)[] = [];

  /** Starts, or comes back from a hidden tab: the present at once, nothing of what was missed is played. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#countedAt = performance.now();
    this.#ticker = setInterval(() => this.beat.value++, 1_000);
    this.feed.open(`${API}/accidents/stream`);
    this.replays.open();
    this.player.open();
    this.#release = [this.#followReplay(), this.#followState(), this.#followSelected(), this.#followCounts()];
  }

  /** Ends all work, as in a hidden tab. */
  close(): void {
    this.#isOpen = false;
    for (const release of this.#release) release();
    clearInterval(this.#ticker);
    for (const part of [this.replays, this.totals, this.stateTotals, this.player, this.feed, this.record])
      part.close();
  }

  retryNow(): void {
    this.feed.retryNow();
    this.player.retryNow();
    this.replays.again();
    this.totals.again();
    this.record.retryNow();
  }

  select(accidentId: string | undefined): void {
    note({ accident: accidentId ?? null });
  }

  chooseState(state: string | undefined): void {
    note({ state: state ?? null });
  }

  /** Adds a severity to those shown, or takes it out; the last one taken out brings all back. */
  toggleSeverity(severity: Severity): void {
    const { severities } = this.seen.peek();
    const without = severities.filter((one) => one !== severity);
    note({
      severity: severityNote(without.length < severities.length ? without : [...severities, severity]),
    });
  }

  toggleTable(): void {
    note({ table: this.seen.peek().isTable ? null : "1" });
  }

  /** Both the window and the counts must be heard for the page to be live. */
  #link(): Link {
    const link = this.feed.link.value;
    const failure = this.totals.failure.value;
    if (failure === undefined || link.kind === "waiting" || link.kind === "failed") return link;
    return { kind: "waiting", reason: failure };
  }

  #totalsAddress(state?: string): string {
    const query = new URLSearchParams({ replay: this.replay.peek() ?? "" });
    if (state !== undefined) query.set("state", state);
    return `${API}/totals?${query}`;
  }

  #followReplay(): () => void {
    let known: string | undefined;
    return effect(() => {
      const replay = this.replay.value;
      if (replay === undefined) {
        this.totals.close();
        return;
      }
      if (known !== undefined && replay !== known) {
        this.totals.restart();
        this.stateTotals.restart();
      }
      // A run that has just begun is asked for at once, not at the next look.
      if (replay !== known) this.replays.again();
      known = replay;
      this.totals.open();
    });
  }

  #followState(): () => void {
    const state = computed(() => this.seen.value.state);
    return effect(() => {
      this.stateTotals.close();
      // The hours of one state are never shown as those of another.
      if (state.value !== this.#hoursOf) this.stateTotals.restart();
      this.#hoursOf = state.value;
      if (state.value !== undefined) this.stateTotals.open();
    });
  }

  #followSelected(): () => void {
    const accident = computed(() => this.seen.value.accident);
    return effect(() => {
      if (accident.value === undefined) this.record.close();
      else this.record.open(accident.value);
    });
  }

  #followCounts(): () => void {
    const counted = computed(() => this.totals.value.value?.accidents);
    return effect(() => {
      void counted.value;
      this.#countedAt = performance.now();
    });
  }
}
