const form = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of an ISO 8601 duration of days and less, such as "-PT1M30S"; null when it is none. */
export function isoDurationSeconds(text: string): number | null {
  const [whole, minus, ...parts] = form.exec(text) ?? [];
  if (whole === undefined || parts.every((part) => part === undefined)) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return minus === undefined ? total : -total;
}
