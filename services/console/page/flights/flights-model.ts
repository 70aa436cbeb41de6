import { computed, effect, signal } from "@preact/signals";
import { countedState, playerOf } from "../replay/counted-state.ts";
import { ReplayModel } from "../replay/replay-model.ts";
import type { CountedReplay } from "../replay/replay-words.ts";
import { address, note } from "../shell/address.ts";
import { dayOfInstant, isoOf } from "../shell/day.ts";
import { Poll } from "../shell/poll.ts";
import { inOrder, knownAirlines } from "./airlines.ts";
import { CountFeed } from "./counts/count-feed.ts";
import { type Picture, pictureOf } from "./counts/picture.ts";
import { apiQuery, readFlightsAddress } from "./flights-address.ts";

const API = "/api/flights-per-airline";

/** `GET /replays` of flights-per-airline, newest first. Dates are ISO days. */
export interface ReplaysAnswer {
  readonly replays: readonly Replay[];
}

export interface Replay extends CountedReplay {
  readonly flightCount: number;
  readonly from: string;
  readonly to: string;
  readonly airlines: readonly string[];
}

/** All that the Flights page knows: the counts of one replay, who plays it, what is chosen. */
export class FlightsModel {
  readonly feed = new CountFeed();
  readonly table = this.feed.table;
  readonly player = new ReplayModel("flight-csv");
  readonly replays = new Poll<ReplaysAnswer>(() => `${API}/replays`, {
    everyMs: 3_000,
    staleAfterMs: 20_000,
    timeoutMs: 8_000,
  });

  /** Whatever shows counts reads it, and is drawn again at most three times a second. */
  readonly drawn = this.feed.drawn;
  /** Counts seconds: whatever shows ages reads it. */
  readonly beat = signal(0);
  readonly seen = computed(() => readFlightsAddress(address.value.query));

  /** The replay shown: the one asked for, else the newest. */
  readonly replay = computed(() => this.seen.value.replay ?? this.replays.value.value?.replays[0]?.replay);
  /** Chosen airlines, in the order they are always in. */
  readonly chosen = computed(() => inOrder(this.seen.value.airlines));
  /** All one may choose: those known, and those the replay has besides. */
  readonly offered = computed(() => {
    void this.drawn.value;
    return inOrder([...knownAirlines, ...this.table.airlines, ...this.chosen.value]);
  });
  /** The airline of the calendar. */
  readonly selected = computed(() => this.seen.value.airline ?? (this.chosen.value[0] as string));

  readonly state = computed(() => {
    void this.beat.value;
    void this.drawn.value;
    return countedState({
      thing: "flight",
      replays: { kind: this.replays.kind.value, failure: this.replays.failure.value },
      replay: this.replay.value,
      link: this.feed.link.value,
      heard: this.feed.heard.value,
      counted: this.feed.counted,
      player: playerOf(this.player, this.replay.value),
      silence: this.feed.silence,
    });
  });

  readonly kind = computed(() => this.state.value.kind);
  /** What is shown is not of now. */
  readonly isOld = computed(() => this.kind.value === "reconnecting" || this.kind.value === "error");

  /** First and last day the chart reaches from end to end: of the file where it is known, else of the counts. */
  readonly span = computed<readonly [number, number] | undefined>(() => {
    void this.drawn.value;
    const { first, last } = this.table;
    const status = this.player.status.value;
    const isPlayed = status !== undefined && status.replay === this.replay.value;
    const begin = isPlayed && status.firstEventTime !== null ? dayOfInstant(status.firstEventTime) : first;
    const end = isPlayed && status.lastEventTime !== null ? dayOfInstant(status.lastEventTime) : last;
    if (begin === undefined || end === undefined) return undefined;
    return [Math.min(begin, first ?? begin), Math.max(end, last ?? end)];
  });
  /** The days seen: all, or those zoomed to. */
  readonly range = computed(() => this.seen.value.range ?? this.span.value);

  #isOpen = false;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #release: (() => void) | undefined;

  /** The days seen, as far as they are there: what is summed up. */
  get counts(): readonly [number, number] | undefined {
    void this.drawn.value;
    const { first, last } = this.table;
    if (first === undefined || last === undefined) return undefined;
    const range = this.seen.value.range;
    return range === undefined ? [first, last] : [Math.max(first, range[0]), Math.min(last, range[1])];
  }

  picture(): Picture {
    const { measure, of, view, range } = this.seen.value;
    return pictureOf(this.table, { airlines: this.chosen.value, measure, of, view, range });
  }

  /** Starts, or comes back from a hidden tab: the present at once, nothing of what was missed is played. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#ticker = setInterval(() => this.beat.value++, 1_000);
    this.replays.open();
    this.player.open();
    let known: string | undefined;
    const follow = effect(() => {
      const replay = this.replay.value;
      if (replay !== undefined) this.feed.open(`${API}/stream?${apiQuery({ replay })}`);
    });
    const renew = effect(() => {
      // A run that has just begun is asked for at once, not at the next look.
      const playing = this.player.status.value?.replay ?? undefined;
      if (playing !== undefined && playing !== known) this.replays.again();
      known = playing;
    });
    this.#release = () => {
      follow();
      renew();
    };
  }

  /** Ends all work, as in a hidden tab. */
  close(): void {
    this.#isOpen = false;
    this.#release?.();
    clearInterval(this.#ticker);
    this.replays.close();
    this.player.close();
    this.feed.close();
  }

  retryNow(): void {
    this.feed.retryNow();
    this.player.retryNow();
    this.replays.again();
  }

  choose(airlines: readonly string[]): void {
    note({ airlines: airlines.length === 0 ? null : inOrder(airlines).join(",") });
  }

  /** Days seen, both ends included; undefined for all. */
  zoom(range: readonly [from: number, to: number] | undefined): void {
    note({
      from: range === undefined ? null : isoOf(range[0]),
      to: range === undefined ? null : isoOf(range[1]),
    });
  }

  toggleTable(): void {
    note({ table: this.seen.peek().isTable ? null : "1" });
  }
}
