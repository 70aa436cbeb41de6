import type { BarInterval } from "@tributary/contracts";

const lengths: Partial<Record<BarInterval, number>> = { "1m": 60_000, "5m": 300_000, "1h": 3_600_000 };
const zones: Record<string, string> = { BINANCE: "UTC", XNYS: "America/New_York" };

/** By the calendar of the platform, slowly: what the test knows of when bars open. */
export function opensAt(exchange: string) {
  const zone = zones[exchange] ?? "UTC";
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const known = new Map<string, number>();
  const days = new Map<number, string>();
  return (interval: BarInterval, ms: number): number => {
    const length = lengths[interval];
    if (length !== undefined) return Math.floor(ms / length) * length;
    const quarter = Math.floor(ms / 900_000);
    const day = days.get(quarter) ?? format.format(ms);
    days.set(quarter, day);
    const first = { "1d": day, "1M": `${day.slice(0, 7)}-01`, "1y": `${day.slice(0, 4)}-01-01` }[
      interval as string
    ];
    const start = known.get(first as string) ?? midnight(first as string, format);
    known.set(first as string, start);
    return start;
  };
}

/** The first quarter of an hour of a day, tried one by one. */
function midnight(day: string, format: Intl.DateTimeFormat): number {
  let ms = Date.parse(`${day}T00:00:00Z`) - 14 * 3_600_000;
  while (format.format(ms) !== day) ms += 900_000;
  return ms;
}
