import type { SeededRandom } from "@tributary/csv-replay/generating";
import { states } from "../published-figures.ts";
import type { PlannedSegment } from "./accident-plan.ts";
import { dayOfMonthStart, weekdayOf } from "./calendar.ts";

const daySeconds = 86_400;

/** What is settled of the rows of a segment before they are written, in the order of the file. */
export interface SegmentRows {
  /** Seconds since 1 January 2016, by the clocks of the place. */
  readonly second: Int32Array;
  /** Index in `states`. */
  readonly state: Uint8Array;
  /** 1 to 4. */
  readonly severity: Uint8Array;
  /** 1 to 3. */
  readonly source: Uint8Array;
  /** Digits of the fraction of a second: 0, 6 or 9. */
  readonly fraction: Uint8Array;
}

/**
 * Neighbours this far from each other change places by chance: among six, five pairs of twelve go back in time. The forward part is
 * nearer to the order of time: of two, one pair of four does.
 */
const disorder = { forward: 2, backward: 6, source1: 6 } as const;

/** States with fewer rows in a month share a block, or the way back from each block to the next would be most of the disorder. */
const leastBlock = 60;

/**
 * Deals out what is planned for a segment, without putting back, so that there are exactly as many of each as planned. States stand in
 * blocks; within a block times ascend but for neighbours that changed places. Some 150 ns a row.
 */
export function segmentRows(segment: PlannedSegment, random: SeededRandom): SegmentRows {
  const { rows, ofSeverities, ofSource3, nineZeros, sixZeros } = segment;
  const second = timesOf(segment, random);
  const state = new Uint8Array(rows);
  const order = blockOrder(segment, random);
  let [first, end] = [0, 0];
  order.forEach((index, at) => {
    const from = end;
    end += segment.ofStates[index] as number;
    state.fill(index, from, end);
    const isBlock = end - first >= leastBlock || states[index] === segment.firstState;
    if (!isBlock && at < order.length - 1) return;
    if (from > first) shuffle(state, first, end, random);
    arrange(second.subarray(first, end), disorder[segment.part], random);
    first = end;
  });
  const isSource1 = segment.part === "source1";
  return {
    second,
    state,
    severity: dealt(rows, 1, ofSeverities, random),
    source: isSource1 ? new Uint8Array(rows).fill(1) : dealt(rows, 2, [rows - ofSource3, ofSource3], random),
    fraction: dealt(rows, 0, [rows - nineZeros - sixZeros, 0, 0, 0, 0, 0, sixZeros, 0, 0, nineZeros], random),
  };
}

/** In no order. Hours of the week as planned, each on one of the days it has in the month. */
function timesOf(segment: PlannedSegment, random: SeededRandom): Int32Array {
  const start = dayOfMonthStart(segment.year, segment.month) - 1;
  const days: number[][] = [[], [], [], [], [], [], []];
  for (let day = segment.firstDay; day <= segment.lastDay; day += 1)
    days[weekdayOf(start + day)]?.push(start + day);
  const second = new Int32Array(segment.rows);
  let at = 0;
  segment.ofHoursOfWeek.forEach((count, hourOfWeek) => {
    const ofWeekday = days[Math.floor(hourOfWeek / 24)] as number[];
    const hour = (hourOfWeek % 24) * 3_600;
    for (let one = 0; one < count; one += 1, at += 1) {
      const day = ofWeekday[random.below(ofWeekday.length)] as number;
      second[at] = day * daySeconds + hour + random.below(3_600);
    }
  });
  shuffle(second, 0, second.length, random);
  return second;
}

/** Indexes of the states in the order of their blocks. */
function blockOrder({ firstState }: PlannedSegment, random: SeededRandom): Uint8Array {
  const order = Uint8Array.from(states, (_, index) => index);
  shuffle(order, 0, order.length, random);
  const front = firstState === undefined ? -1 : order.indexOf(states.indexOf(firstState));
  if (front > 0) [order[0], order[front]] = [order[front] as number, order[0] as number];
  return order;
}

function arrange(times: Int32Array, group: number, random: SeededRandom): void {
  times.sort();
  for (let from = 0; from < times.length; from += group) {
    shuffle(times, from, Math.min(from + group, times.length), random);
  }
}

/** As many of each number as `counts` says, counted on from `from`, in no order. */
function dealt(rows: number, from: number, counts: ArrayLike<number>, random: SeededRandom): Uint8Array {
  const cards = new Uint8Array(rows);
  let at = 0;
  for (let kind = 0; kind < counts.length; kind += 1) {
    const end = at + (counts[kind] as number);
    cards.fill(from + kind, at, end);
    at = end;
  }
  if (cards[0] !== cards[rows - 1]) shuffle(cards, 0, rows, random);
  return cards;
}

/** Fisher and Yates. */
function shuffle(cards: Int32Array | Uint8Array, from: number, end: number, random: SeededRandom): void {
  for (let last = end - 1; last > from; last -= 1) {
    const other = from + random.below(last - from + 1);
    const card = cards[last] as number;
    cards[last] = cards[other] as number;
    cards[other] = card;
  }
}
