import { type AccidentCount, isOlder, type ReplayOrigin, replayOrigin } from "@tributary/contracts";
import type { Departure, LiveView, ViewEntry, ViewWatcher } from "@tributary/runtime";

const levels = 4;
const hours = 168;

/** A replay of which there are counts, as `/replays` tells it. */
export interface CountedReplay extends ReplayOrigin {
  readonly replay: string;
  readonly accidentCount: number;
}

/** Sums of a replay. Lists of four are by severity level, 1 to 4; hours are those of the local week, 0 Monday 00:00. */
export interface Totals {
  readonly accidents: number;
  /** In alphabetical order. */
  readonly states: readonly { readonly state: string; readonly severities: readonly number[] }[];
  /** 168 numbers for each level. */
  readonly hours: readonly (readonly number[])[];
}

interface Replay {
  accidents: number;
  /** By state: accidents by severity level and hour of the week. */
  readonly states: Map<string, Float64Array>;
}

/**
 * The counts of a view, added up as they change: by replay, state, severity and hour over all partitions. So `/totals` costs
 * the same with a thousand accidents and with all of them: 0.3 MB of sums a replay are read, not some 200,000 counts.
 */
export class CountTable implements ViewWatcher<AccidentCount> {
  readonly #replays = new Map<string, Replay>();

  /** A table that follows the view from now on. */
  static of(view: LiveView<AccidentCount>): CountTable {
    const table = new CountTable();
    for (const entry of view.entries()) table.put(entry, undefined);
    return view.watch(table);
  }

  put({ value }: ViewEntry<AccidentCount>, previous: ViewEntry<AccidentCount> | undefined): void {
    if (previous !== undefined) this.#add(previous.value, -previous.value.accidentCount);
    this.#add(value, value.accidentCount);
  }

  remove(_: Departure, entry: ViewEntry<AccidentCount> | undefined): void {
    if (entry !== undefined) this.#add(entry.value, -entry.value.accidentCount);
  }

  /** Newest first. */
  get replays(): readonly CountedReplay[] {
    return [...this.#replays]
      .sort(([a], [b]) => (isOlder(a, b) ? 1 : -1))
      .map(([replay, { accidents }]) => ({ replay, ...replayOrigin(replay), accidentCount: accidents }));
  }

  /** Undefined while nothing is counted. */
  get newest(): string | undefined {
    return this.replays[0]?.replay;
  }

  /** Of a replay; with `state`, its hours are those of that state. All zero for a replay that is not there. */
  totals(replay: string | undefined, state?: string): Totals {
    const counted = replay === undefined ? undefined : this.#replays.get(replay);
    const states = [...(counted?.states ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      accidents: counted?.accidents ?? 0,
      states: states
        .map(([name, sums]) => ({ state: name, severities: byLevel(sums).map(sum) }))
        .filter(({ severities }) => sum(severities) > 0),
      hours: byLevel(added(states.filter(([name]) => state === undefined || name === state))),
    };
  }

  #add({ replay, state, severityLevel, hourOfWeek }: AccidentCount, accidents: number): void {
    let counted = this.#replays.get(replay);
    if (counted === undefined) {
      counted = { accidents: 0, states: new Map() };
      this.#replays.set(replay, counted);
    }
    let sums = counted.states.get(state);
    if (sums === undefined) {
      sums = new Float64Array(levels * hours);
      counted.states.set(state, sums);
    }
    const at = (severityLevel - 1) * hours + hourOfWeek;
    sums[at] = (sums[at] ?? 0) + accidents;
    counted.accidents += accidents;
    if (counted.accidents === 0) this.#replays.delete(replay);
  }
}

function added(states: readonly (readonly [string, Float64Array])[]): Float64Array {
  const total = new Float64Array(levels * hours);
  for (const [, sums] of states) {
    for (let at = 0; at < sums.length; at++) total[at] = (total[at] ?? 0) + (sums[at] ?? 0);
  }
  return total;
}

function byLevel(sums: Float64Array): readonly number[][] {
  return Array.from({ length: levels }, (_, level) => [...sums.subarray(level * hours, (level + 1) * hours)]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
