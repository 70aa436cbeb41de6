const THIN = "\u202f";
const numbers = new Intl.NumberFormat("en-GB");
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "long" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** `1,043` */
export function count(value: number): string {
  return numbers.format(value);
}

/** A length of time from ms: `0.3 s`, `12 s`, `3 min 20 s`, `4 h 5 min`, `3 d 2 h`. */
export function duration(milliseconds: number, digits = 0): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 59.5) return `${seconds.toFixed(digits)}${THIN}s`;
  const whole = Math.round(seconds);
  if (whole >= 48 * 3600)
    return `${Math.floor(whole / 86_400)}${THIN}d ${Math.floor((whole % 86_400) / 3600)}${THIN}h`;
  if (whole >= 3600)
    return `${Math.floor(whole / 3600)}${THIN}h ${Math.floor((whole % 3600) / 60)}${THIN}min`;
  return `${Math.floor(whole / 60)}${THIN}min ${whole % 60}${THIN}s`;
}

/** `14:03:22 GMT`, in the viewer's zone. */
export function timeOfDay(instant: number): string {
  return clock.format(instant);
}

/** The time of an instant of the same day as `now`, with its day before it otherwise: `2 Mar, 14:03:22 GMT`. */
export function moment(instant: number, now: number): string {
  const on = day.format(instant);
  return on === day.format(now) ? timeOfDay(instant) : `${on}, ${timeOfDay(instant)}`;
}

/** m/s → `29 km/h` */
export function speed(metersPerSecond: number | null): string {
  return metersPerSecond === null ? "not reported" : `${Math.round(metersPerSecond * 3.6)}${THIN}km/h`;
}

/** Seconds behind the timetable → `2 min late`. */
export function punctuality(delaySeconds: number | null): string {
  if (delaySeconds === null) return "not reported";
  if (Math.abs(delaySeconds) < 60) return "on time";
  const minutes = Math.round(Math.abs(delaySeconds) / 60);
  return `${minutes}${THIN}min ${delaySeconds > 0 ? "late" : "early"}`;
}

/** GTFS-Realtime's word, as people say it. */
export function occupancy(word: string | null): string {
  if (word === null) return "not reported";
  const spoken = word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}

/** Metres → `±45 m` */
export function plusMinus(meters: number): string {
  return `±${Math.round(meters)}${THIN}m`;
}
