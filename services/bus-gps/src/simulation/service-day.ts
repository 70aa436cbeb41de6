const dayMs = 86_400_000;
const zone = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeZoneName: "longOffset" });
const starts = new Map<number, number>();

/**
 * The instant a London service day counts its seconds from: noon minus twelve hours, as GTFS defines it, so
 * that "05:00" means the same on the two days a year when the clocks change.
 * @param day days since 1970-01-01
 * @returns milliseconds since the epoch
 */
export function serviceDayStart(day: number): number {
  const known = starts.get(day);
  if (known !== undefined) return known;
  const noon = day * dayMs + dayMs / 2;
  const name = zone.formatToParts(noon).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const start = noon - Number(name.match(/GMT\+(\d+)/)?.[1] ?? 0) * 3_600_000 - dayMs / 2;
  starts.set(day, start);
  return start;
}

/** The service day whose midnight was the last one before the instant. */
export function serviceDayOf(time: number): number {
  const day = Math.floor(time / dayMs);
  return time < serviceDayStart(day + 1) ? (time < serviceDayStart(day) ? day - 1 : day) : day + 1;
}

/** 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  return (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
}
