const dayMs = 86_400_000;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const dash = 45;
const blank = 32;
const colon = 58;
const point = 46;
const zero = 48;
const letterT = 84;
const withSeconds = 19;
const withoutSeconds = 16;
const mostDigits = 9;

/**
 * Milliseconds since 1970-01-01 00:00 by the same clocks, of `YYYY-MM-DD HH:MM:SS` with up to nine digits of fraction, cut off at the
 * millisecond; seconds may be missing. NaN for any other text, and for what no calendar or clock shows, such as 30 February.
 */
export function localTime(text: string): number {
  const { length } = text;
  const separator = text.charCodeAt(10);
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash || text.charCodeAt(13) !== colon)
    return Number.NaN;
  if (separator !== blank && separator !== letterT) return Number.NaN;
  const day = dayNumber(pair(text, 0) * 100 + pair(text, 2), pair(text, 5), pair(text, 8));
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  if (!(hour < 24 && minute < 60)) return Number.NaN;
  const start = day * dayMs + (hour * 60 + minute) * 60_000;
  if (length === withoutSeconds) return start;
  const second = pair(text, 17);
  if (text.charCodeAt(16) !== colon || !(second < 60)) return Number.NaN;
  return start + second * 1_000 + (length === withSeconds ? 0 : fractionMs(text));
}

/** A text that `localTime` reads, as ISO 8601: with seconds, and with the fraction it has, unless that is all zeros. */
export function isoOfLocal(text: string): string {
  const head = `${text.slice(0, 10)}T${text.slice(11, withSeconds)}`;
  if (text.length === withoutSeconds) return `${head}:00`;
  return hasFraction(text) ? head + text.slice(withSeconds) : head;
}

/** Days since 1970-01-01 of a day from 1900 on; NaN where the calendar has none. */
function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1900 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (daysOf[month - 1] as number) + (isLeap && month === 2 ? 1 : 0);
  if (day > days) return Number.NaN;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 477;
  const inYear = (daysBefore[month - 1] as number) + (isLeap && month > 2 ? 1 : 0);
  return (year - 1970) * 365 + leapDays + inYear + day - 1;
}

/** Two digits; NaN where something else stands. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function fractionMs(text: string): number {
  const digits = text.length - withSeconds - 1;
  if (text.charCodeAt(withSeconds) !== point || digits < 1 || digits > mostDigits) return Number.NaN;
  let ms = 0;
  let weight = 100;
  for (let at = withSeconds + 1; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    if (weight >= 1) ms += digit * weight;
    weight /= 10;
  }
  return ms;
}

function hasFraction(text: string): boolean {
  for (let at = withSeconds + 1; at < text.length; at += 1) if (text.charCodeAt(at) !== zero) return true;
  return false;
}
