import { computed, effect, signal } from "@preact/signals";
import { worldPoint } from "../map/world-point.ts";
import { countedState, playerOf } from "../replay/counted-state.ts";
import { ReplayModel } from "../replay/replay-model.ts";
import { address, note } from "../shell/address.ts";
import type { Link } from "../stream/steady-stream.ts";
import { readAccidentsAddress, severityNote } from "./accidents-address.ts";
import { CountsModel } from "./counts-model.ts";
import { AccidentFeed } from "./feed/accident-feed.ts";
import { RecordModel } from "./record/record-model.ts";
import { selectionOf } from "./selection.ts";
import type { Severity } from "./severity.ts";

const API = "/api/accident-feed";

/** All that the Accidents page knows: the window, the counts of one replay, who plays it, what is chosen. */
export class AccidentsModel {
  readonly feed = new AccidentFeed();
  readonly store = this.feed.store;
  readonly player = new ReplayModel("accident-csv");
  readonly record = new RecordModel();
  readonly counts = new CountsModel();

  /** Whatever shows the window reads it, and is drawn again at most three times a second. */
  readonly drawn = this.feed.drawn;
  /** Counts seconds: whatever shows ages reads it. */
  readonly beat = signal(0);
  readonly seen = computed(() => readAccidentsAddress(address.value.query));

  /** The replay shown: the one asked for, else the newest. */
  readonly replay = computed(() => {
    void this.drawn.value;
    return (
      this.seen.value.replay ?? this.store.newestReplay ?? this.counts.replays.value.value?.replays[0]?.replay
    );
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
    const { replays, totals } = this.counts;
    const counted = totals.value.value?.accidents;
    return countedState({
      thing: "accident",
      replays: { kind: replays.kind.value, failure: replays.failure.value },
      replay: this.replay.value,
      link: this.#link(),
      heard: this.feed.heard.value && counted !== undefined,
      counted: counted ?? 0,
      player: playerOf(this.player, this.replay.value),
      silence: Math.min(this.feed.silence, this.counts.silence),
    });
  });
  readonly kind = computed(() => this.state.value.kind);

  #isOpen = false;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #release: (() => void) | undefined;
  readonly #chosenState = computed(() => this.seen.value.state);
  readonly #selected = computed(() => this.seen.value.accident);

  /** Starts, or comes back from a hidden tab: the present at once, nothing of what was missed is played. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#ticker = setInterval(() => this.beat.value++, 1_000);
    this.feed.open(`${API}/accidents/stream`);
    this.counts.open(this.replay, this.#chosenState);
    this.player.open();
    this.#release = effect(() => {
      const accident = this.#selected.value;
      if (accident === undefined) this.record.close();
      else this.record.open(accident);
    });
  }

  /** Ends all work, as in a hidden tab. */
  close(): void {
    this.#isOpen = false;
    this.#release?.();
    clearInterval(this.#ticker);
    for (const part of [this.counts, this.player, this.feed, this.record]) part.close();
  }

  retryNow(): void {
    this.feed.retryNow();
    this.player.retryNow();
    this.counts.retryNow();
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
    const failure = this.counts.totals.failure.value;
    if (failure === undefined || link.kind === "waiting" || link.kind === "failed") return link;
    return { kind: "waiting", reason: failure };
  }
}
