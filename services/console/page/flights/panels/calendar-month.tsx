import { monthName, weekdayOf, yearOf } from "../../shell/day.ts";
import { LEVELS, levelOf } from "../../shell/levels.ts";
import { figure } from "../../shell/number-words.ts";

const CELL = 14;
const SIZE = 12;

/** A day without a number has none; one that the replay has not reached lies ahead. */
type Tint = number | "none" | "ahead";

/**
 * The days of a month, weeks from top to bottom. Days of one tint are one path: 365 elements of their own would be
 * drawn anew three times a second, and walked through by every reader of the page.
 */
export function CalendarMonth(props: {
  /** First and last day of the month. */
  readonly from: number;
  readonly to: number;
  /** First and last day reached. */
  readonly reached: readonly [first: number, last: number];
  readonly valueOn: (day: number) => number | null;
  readonly ends: readonly [least: number, most: number];
  readonly isPercent: boolean;
  readonly zoom: (range: readonly [number, number]) => void;
  /** The pointer is on that day, or left. */
  readonly point: (day: number | undefined) => void;
}) {
  const { from, to, reached, valueOn, ends, isPercent } = props;
  const paths = new Map<Tint, string>();
  const values: number[] = [];
  for (let day = from; day <= to; day++) {
    const value = day < reached[0] || day > reached[1] ? undefined : valueOn(day);
    if (value) values.push(value);
    const tint = tintOf(value, ends);
    paths.set(tint, `${paths.get(tint) ?? ""}${cellAt(weekdayOf(from) - 1 + day - from)}`);
  }
  return (
    <div class="month">
      <button
        type="button"
        class="month-name"
        disabled={from > reached[1] || to < reached[0]}
        aria-label={`Zoom to ${monthName(from)} ${yearOf(from)}`}
        onClick={() => props.zoom([from, to])}
      >
        {monthName(from)}
      </button>
      <svg
        viewBox={`0 0 ${7 * CELL} ${6 * CELL}`}
        role="img"
        aria-label={`${monthName(from)}: ${extent(values, isPercent)}`}
        onPointerMove={(event) => props.point(dayUnder(event, from, to))}
        onPointerLeave={() => props.point(undefined)}
      >
        {[...paths].map(([tint, d]) => (
          <path key={tint} d={d} data-level={tint} />
        ))}
      </svg>
    </div>
  );
}

/** The tints from least to most, with what they stand for. */
export function CalendarLegend({ ends, isPercent }: { ends: readonly [number, number]; isPercent: boolean }) {
  return (
    <>
      ≤{"\u202f"}
      {figure(ends[0], isPercent)}{" "}
      <span aria-hidden="true">
        {Array.from({ length: LEVELS }, (_, level) => (
          <i key={level} data-level={level} />
        ))}
      </span>{" "}
      ≥{"\u202f"}
      {figure(ends[1], isPercent)}.{" "}
    </>
  );
}

function tintOf(value: number | null | undefined, [least, most]: readonly [number, number]): Tint {
  if (value === undefined) return "ahead";
  return value ? levelOf(value, least, most) : "none";
}

function cellAt(place: number): string {
  const [x, y] = [(place % 7) * CELL + 1, Math.floor(place / 7) * CELL + 1];
  return `M${x} ${y}h${SIZE}v${SIZE}h-${SIZE}z`;
}

function dayUnder(event: PointerEvent, from: number, to: number): number | undefined {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  const column = Math.floor(((event.clientX - box.left) / box.width) * 7);
  const row = Math.floor(((event.clientY - box.top) / box.height) * 6);
  const day = from + row * 7 + column - (weekdayOf(from) - 1);
  return day >= from && day <= to ? day : undefined;
}

/** A month in words: the cells are for the eye only. */
function extent(values: readonly number[], isPercent: boolean): string {
  if (values.length === 0) return "nothing counted";
  return `${figure(Math.min(...values), isPercent)} to ${figure(Math.max(...values), isPercent)} a day`;
}
