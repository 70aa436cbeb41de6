const dayMs = 86_400_000;

/** A day as Avro's `date` has it, days since 1970-01-01, in milliseconds since the epoch as if its zone were UTC. */
export const dayStart = (day: number): number => day * dayMs;

const texts = new Map<number, string>();
const mostRemembered = 10_000;

/** Such a day as ISO 8601 writes it, `2015-02-28`. Remembered: millions of records have hundreds of days. */
export function dayText(day: number): string {
  const remembered = texts.get(day);
  if (remembered !== undefined) return remembered;
  const text = new Date(dayStart(day)).toISOString().slice(0, 10);
  if (texts.size < mostRemembered) texts.set(day, text);
  return text;
}
