const words = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `2016-02-08T00:37:08.123456789`, a time without a zone → `Mon, 8 Feb 2016, 00:37:08`; the text where it is none. */
export function localTimeText(local: string): string {
  const instant = Date.parse(`${local.slice(0, 19)}Z`);
  return Number.isNaN(instant) ? local : words.format(instant);
}

const times: Readonly<Record<string, string>> = { start: "start", end: "end", weather: "weather report" };

/** The contract's words for what was assumed about times, as people say them; an unknown word as it is. */
export function noteText(note: string): string {
  if (note === "zoneAssumed") return "the zone: the file names none, that of most of the state is taken";
  const [, which = "", what] = /^(start|end|weather)(Skipped|Doubled)$/.exec(note) ?? [];
  if (what === "Skipped")
    return `the ${times[which]}: clocks left that hour out in spring, one later is taken`;
  if (what === "Doubled") return `the ${times[which]}: clocks showed that hour twice in autumn, one is taken`;
  return note;
}
