const day = 1_440;

/** `HHMM` of each minute of the day. Midnight is the end of a day: the file has 2400 and no 0000. */
const texts = Array.from({ length: day }, (_, minute) => {
  const number = minute === 0 ? 2_400 : Math.floor(minute / 60) * 100 + (minute % 60);
  return String(number).padStart(4, "0");
});

/** `HHMM` of a minute counted from the midnight before the flight's day, at most some days off. */
export function clockText(minute: number): string {
  return texts[(minute + 4 * day) % day] as string;
}
