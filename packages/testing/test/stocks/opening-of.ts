import type { BarInterval } from "@tributary/contracts";

const hourMs = 3_600_000;
const gridMs: Partial<Record<BarInterval, number>> = { "1m": 60_000, "5m": 300_000, "1h": hourMs };
const zones: Readonly<Record<string, string>> = { "24-7": "UTC", XNYS: "America/New_York" };
const clocks = new Map<string, Intl.DateTimeFormat>();

/** When the bar opens that an instant lies in, by the platform's calendar: nothing here knows of exchanges' hours. */
export function openingOf(exchange: string, interval: BarInterval, instant: number): number {
  const grid = gridMs[interval];
  if (grid !== undefined) return Math.floor(instant / grid) * grid;
  const clock = clockOf(exchange);
  const day = clock.format(instant).slice(0, 10);
  const first = { "1d": day, "1M": `${day.slice(0, 7)}-01`, "1y": `${day.slice(0, 4)}-01-01` }[
    interval as "1d" | "1M" | "1y"
  ];
  const [midnight] = [0, 4, 5]
    .map((hours) => Date.parse(`${first}T00:00Z`) + hours * hourMs)
    .filter((candidate) => clock.format(candidate) === `${first} 00:00`);
  if (midnight === undefined) throw new Error(`no midnight begins ${first} in the zone of ${exchange}`);
  return midnight;
}

/** The instant from which on a closed bar is over. */
export function endOf(exchange: string, interval: BarInterval, openTime: number): number {
  const grid = gridMs[interval];
  // Noon of the next day, whether that night has 23 hours or 25.
  return grid === undefined ? openingOf(exchange, interval, openTime + 36 * hourMs) : openTime + grid;
}

/** Writes `2026-03-06 00:00`. */
function clockOf(exchange: string): Intl.DateTimeFormat {
  const known = clocks.get(exchange);
  if (known !== undefined) return known;
  const timeZone = zones[exchange];
  if (timeZone === undefined) throw new Error(`no zone is known of ${exchange}`);
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  clocks.set(exchange, clock);
  return clock;
}
