import { monthOf, monthStart, weekdayOf, yearOf } from "../../shell/day.ts";

/** The upper end of an axis that begins at 0, and the way between two of its labels. */
export interface Height {
  readonly top: number;
  readonly step: number;
}

/** A round height with room for `highest`, four or five labels: 3,400 → 4,000 in steps of 1,000. */
export function roundHeight(highest: number): Height {
  if (!(highest > 0)) return { top: 4, step: 1 };
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10;
  // Whole flights: below ten a label of 2.5 would be a lie.
  const step = Math.max(
    1,
    power < 1 || (power < 10 && factor === 2.5) ? Math.ceil(factor * power) : factor * power,
  );
  return { top: step * Math.ceil(highest / step), step };
}

/** The height for what is seen now, given the one before: it grows with the data and does not sink under it. */
export function steadyHeight(highest: number, before: Height | undefined): Height {
  const now = roundHeight(highest);
  return before !== undefined && before.top >= now.top ? before : now;
}

/** Where an axis of these days begins and ends: one day alone has no length, and gets half a day on each side. */
export function ends(range: readonly [from: number, to: number] = [0, 1]): [number, number] {
  const [from, to] = range;
  return from === to ? [from - 0.5, to + 0.5] : [from, to];
}

/** Days that get a label: starts of months, Mondays or days, so many that each has `pixels` of room. */
export function dayLabels(begin: number, end: number, pixels: number, room = 48): readonly number[] {
  const [from, to] = [Math.ceil(begin), Math.floor(end)];
  const most = Math.max(1, Math.floor(pixels / room));
  const days = to - from + 1;
  if (days <= most) return range(from, to, 1);
  const monday = from + ((8 - weekdayOf(from)) % 7);
  if (days / 7 <= most) return range(monday, to, 7);
  if (days / 14 <= most && days < 120) return range(monday, to, 14);
  const starts = monthStarts(from, to);
  const every = [1, 2, 3, 4, 6, 12, 24, 60, 120].find((months) => starts.length / months <= most) ?? 1_200;
  return starts.filter((day) => (yearOf(day) * 12 + monthOf(day)) % every === 0);
}

function monthStarts(from: number, to: number): number[] {
  const starts: number[] = [];
  const year = yearOf(from);
  for (let month = monthOf(from); ; month++) {
    const day = monthStart(year, month);
    if (day > to) return starts;
    if (day >= from) starts.push(day);
  }
}

function range(from: number, to: number, step: number): number[] {
  const days: number[] = [];
  for (let day = from; day <= to; day += step) days.push(day);
  return days;
}
