/** In UTC, to the millisecond; a time stamp that is none (a broken header) stays a number. */
export function instantText(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}

const isoWithZone = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Epoch milliseconds of a date, which begins in UTC, or of a time with its zone; undefined for all else: a time without
 * a zone would mean another instant on another machine.
 */
export function instantOf(text: string): number | undefined {
  const time = isoWithZone.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) || !isRealDay(text.slice(0, 10)) ? undefined : time;
}

/** `Date` takes 30 February for 2 March. */
function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
