import type { Exchange } from "../src/index.ts";

const dayMs = 86_400_000;

export interface TradingDay {
  readonly text: string;
  readonly noon: number;
  readonly isWeekend: boolean;
}

/** Each day from the first to the last, written as in ISO 8601, with its noon by UTC. */
export function daysBetween(first: string, last: string): TradingDay[] {
  const days: TradingDay[] = [];
  for (let start = Date.parse(first); start <= Date.parse(last); start += dayMs) {
    const date = new Date(start);
    days.push({
      text: date.toISOString().slice(0, 10),
      noon: start + dayMs / 2,
      isWeekend: date.getUTCDay() % 6 === 0,
    });
  }
  return days;
}

/** Weekdays of a year without a session, and with one that closes before the given hour, as "01-01 07-03". */
export function unusualDays(
  one: Exchange,
  year: number,
  usualHours: number,
): { closed: string; early: string } {
  const [closed, early]: [string[], string[]] = [[], []];
  for (const { text, noon, isWeekend } of daysBetween(`${year}-01-01`, `${year}-12-31`)) {
    const session = one.sessionOf(noon);
    const list = session === undefined ? closed : hoursOf(session) < usualHours ? early : [];
    if (!isWeekend) list.push(text.slice(5));
  }
  return { closed: closed.join(" "), early: early.join(" ") };
}

function hoursOf({ opensAt, closesAt }: { opensAt: number; closesAt: number }): number {
  return (closesAt - opensAt) / 3_600_000;
}
