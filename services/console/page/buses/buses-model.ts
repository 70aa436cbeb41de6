import { computed, signal } from "@preact/signals";
import type { Box } from "../map/map-view.ts";
import { address, note } from "../shell/address.ts";
import { ServerClock } from "../stream/server-clock.ts";
import type { Link } from "../stream/steady-stream.ts";
import { Delays } from "./feed/delays.ts";
import { Feed } from "./feed/feed.ts";
import { type FeedState, feedState } from "./feed/feed-state.ts";
import type { Frame } from "./feed/frame.ts";
import { subscriptionFor } from "./feed/subscription.ts";
import { Fleet } from "./fleet.ts";
import { LineBook } from "./line-book.ts";
import { type LineCount, lineCounts } from "./line-counts.ts";
import { lineTints } from "./map/line-tints.ts";
import { readViewAddress } from "./view-address.ts";

const API = "/api/map-feed";

/** Silent so long, and the feed takes a vehicle off, ms. */
const REMOVED_AFTER_MS = 5 * 60_000 - 5_000;
/** A departure is told in the list for so long, ms. */
const DEPARTURE_SHOWN_MS = 60_000;

/** A vehicle that was taken off for its silence. */
export interface Departure {
  readonly vehicleId: string;
  readonly line: string | null;
  readonly at: number;
}

/** All that the Buses page knows: the feed, the fleet, what is chosen. Its signals change at most once a second. */
export class BusesModel {
  readonly clock = new ServerClock(() => performance.timeOrigin + performance.now());
  readonly book = new LineBook(fetchLine, (line) => this.fleet.reroute(line));
  readonly fleet = new Fleet(this.book.paths);
  readonly delays = new Delays();

  readonly #link = signal<Link>({ kind: "connecting" });
  readonly #heard = signal(false);
  /** Counts seconds; whatever shows ages reads it. */
  readonly beat = signal(0);
  readonly lines = computed(() => readViewAddress(address.value.query).lines);
  readonly selectedId = computed(() => readViewAddress(address.value.query).vehicle);
  readonly tintOf = computed(() => lineTints(this.lines.value));
  readonly lineCounts = signal<readonly LineCount[]>([]);
  readonly departures = signal<readonly Departure[]>([]);
  readonly state = computed<FeedState>(() => {
    void this.beat.value;
    const age = this.age;
    return feedState({
      link: this.#link.value,
      heard: this.#heard.value,
      vehicles: this.fleet.buses.size,
      age,
    });
  });

  readonly #feed = new Feed(`${API}/vehicles/stream`, {
    frame: (frame) => this.#take(frame),
    link: (link) => {
      // A change of subscription opens another stream; what is on screen stays live meanwhile.
      if (link.kind !== "connecting" || !this.#heard.value) this.#link.value = link;
    },
  });
  #view: Box | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;

  /** Age of the newest fix, ms. */
  get age(): number | undefined {
    const { newest } = this.fleet;
    return newest === undefined ? undefined : Math.max(0, this.clock.now() - newest);
  }

  /** Starts, or comes back from a hidden tab: the present at once, nothing of what was missed is played. */
  open(): void {
    this.#ticker ??= setInterval(() => this.#tick(), 1000);
    this.#subscribe();
    this.#tick();
  }

  /** Ends all work, as in a hidden tab. */
  close(): void {
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    this.#feed.close();
  }

  look(view: Box): void {
    this.#view = view;
    if (this.#ticker !== undefined) this.#subscribe();
  }

  choose(lines: readonly string[]): void {
    note({ lines: lines.join(",") });
    this.#subscribe();
  }

  select(vehicleId: string | undefined): void {
    note({ vehicle: vehicleId ?? null });
  }

  retryNow(): void {
    this.#feed.retryNow();
  }

  #subscribe(): void {
    if (this.#view === undefined || this.#ticker === undefined) return;
    this.#feed.subscribe(subscriptionFor(this.lines.value, this.#view, this.#feed.subscription));
  }

  #take(frame: Frame): void {
    this.clock.hear(frame.clock);
    const now = this.clock.now();
    const subscription = this.#feed.subscription;
    const { taken, gone } = this.fleet.apply(
      frame,
      now,
      ({ line }) => subscription?.kind !== "lines" || (line !== null && subscription.lines.includes(line)),
    );
    if (frame.kind === "delta") for (const { appendedAt } of taken) this.delays.add(now - appendedAt);
    if (frame.kind === "reset") this.#heard.value = true;
    if (frame.kind !== "remove") return;
    const silent = gone.filter(({ observedAt }) => now - observedAt > REMOVED_AFTER_MS);
    if (silent.length === 0) return;
    const told = silent.map(({ vehicleId, line }) => ({ vehicleId, line, at: now }));
    this.departures.value = [...told, ...this.departures.value].slice(0, 20);
  }

  #tick(): void {
    this.beat.value++;
    const since = this.clock.now() - DEPARTURE_SHOWN_MS;
    if (this.departures.value.some(({ at }) => at < since)) {
      this.departures.value = this.departures.value.filter(({ at }) => at >= since);
    }
    if (this.beat.value % 5 === 1 || this.lineCounts.value.length === 0) void this.#countLines();
  }

  async #countLines(): Promise<void> {
    const counts = await lineCounts(`${API}/lines`);
    if (counts !== undefined) this.lineCounts.value = counts;
  }
}

async function fetchLine(line: string) {
  const response = await fetch(`${API}/lines/${encodeURIComponent(line)}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`line ${line}: ${response.status}`);
  return response.json();
}
