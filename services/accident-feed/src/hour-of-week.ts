const dayMs = 86_400_000;
const hoursOfWeek = 168;

/**
 * Hour of the local week, 0 for Monday 00:00 to 00:59 up to 167 for Sunday 23:00 to 23:59, of a local time such as
 * `2016-02-08T00:37:08.123`. Throws a RangeError for a text of another form. Reads digits: no text is cut out, and no date made,
 * for each accident.
 */
export function hourOfWeek(local: string): number {
  const year = number(local, 0, 4);
  const month = number(local, 5, 2);
  const day = number(local, 8, 2);
  const hour = number(local, 11, 2);
  const isDate = local[4] === "-" && local[7] === "-" && local[10] === "T" && local[13] === ":";
  // A year below 100 would be taken for one of the 20th century; a sum with NaN is in no range.
  if (!isDate || !(year >= 100) || !within(month, 1, 12) || !within(day, 1, 31) || !within(hour, 0, 23))
    throw new RangeError(`startedLocal must be such as 2016-02-08T00:37:08; got ${JSON.stringify(local)}`);
  // 1970-01-01 was a Thursday.
  const hours = (Date.UTC(year, month - 1, day) / dayMs + 3) * 24 + hour;
  return ((hours % hoursOfWeek) + hoursOfWeek) % hoursOfWeek;
}

/** NaN where there is anything but digits. */
function number(text: string, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at++) {
    const digit = text.charCodeAt(at) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

const within = (value: number, from: number, to: number) => value >= from && value <= to;
