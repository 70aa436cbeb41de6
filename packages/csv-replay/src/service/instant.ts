const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const dayMs = 86_400_000;

/** Milliseconds since the epoch, and whether a whole day was meant; undefined for what is neither a day nor an instant. */
function read(text: string): { readonly at: number; readonly isDay: boolean } | undefined {
  const isDay = day.test(text);
  const at = isDay || instant.test(text) ? Date.parse(isDay ? `${text}T00:00Z` : text) : Number.NaN;
  // `Date` takes 30 February for 2 March.
  const start = new Date(`${text.slice(0, 10)}T00:00Z`);
  const isReal = !Number.isNaN(at) && start.toISOString().startsWith(text.slice(0, 10));
  return isReal ? { at, isDay } : undefined;
}

/** The beginning of a window: a day's first moment, or the instant. */
export const windowBegin = (text: string): number | undefined => read(text)?.at;

/** The end of a window, exclusive: behind the whole day, or at the instant. */
export function windowEnd(text: string): number | undefined {
  const given = read(text);
  return given === undefined ? undefined : given.at + (given.isDay ? dayMs : 0);
}
