import { count } from "../shell/words.ts";
import type { Accident } from "./feed/accident.ts";
import { severityText } from "./severity.ts";

const instants = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const columns = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const shorts = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** `Mon, 8 Feb 2016, 05:37 UTC` */
export function eventTimeText(instant: number): string {
  return `${instants.format(instant)} UTC`;
}

/** `8 Feb 2016, 05:37`, of UTC; the zone stands above the column. */
export function columnTime(instant: number): string {
  return columns.format(instant);
}

/** `8 Feb, 05:37`, of UTC; the zone stands above the list. */
export function shortTime(instant: number): string {
  return shorts.format(instant);
}

/** `Dayton, OH` */
export function placeText({ city, state }: Pick<Accident, "city" | "state">): string {
  return city === null ? state : `${city}, ${state}`;
}

/** `Dayton, OH · severity 3 · Mon, 8 Feb 2016, 05:37 UTC` */
export function accidentText(accident: Accident): string {
  return `${placeText(accident)} · severity ${severityText(accident.severityLevel)} · ${eventTimeText(accident.startedAt)}`;
}

/** `37 accidents: 30 of severity 2, 7 of severity 3` */
export function cellWords(total: number, severities: readonly number[]): string {
  const parts = severities.flatMap((sum, index) =>
    sum === 0 ? [] : [`${count(sum)} of severity ${index + 1}`],
  );
  return `${count(total)} accidents: ${parts.join(", ")}`;
}
