import { InputError } from "@tributary/csv-replay";
import { localTime } from "./local-time.ts";
import { type DateOrder, publishedTime, sheetTime } from "./written-time.ts";

/** How the dates of a file are written, and whether only the look of them tells. */
export interface DateOrderFound {
  readonly order: DateOrder;
  readonly isByZeros: boolean;
}

/**
 * How a file writes its dates, by the times of its rows. The first published time tells, or the first day after the 12th. Where no
 * row has either, leading zeros tell: spreadsheets write `2/8/2016` with the month first and `08/02/2016` with the day first (the
 * short dates of the United States and of nearly all others). Rejects with an `InputError` where there are none to be seen.
 */
export async function dateOrderOf(
  rows: AsyncIterable<readonly string[]>,
  timeColumns: readonly number[],
  file: string,
): Promise<DateOrderFound> {
  let example: string | undefined;
  let isPadded = false;
  let isBare = false;
  for await (const texts of rows) {
    for (const column of timeColumns) {
      const text = texts[column] as string;
      if (isTime(text, "year")) return { order: "year", isByZeros: false };
      const sheet = sheetTime(text);
      if (sheet === undefined) continue;
      const isDayFirst = isTime(text, "day");
      if (isDayFirst !== isTime(text, "month"))
        return { order: isDayFirst ? "day" : "month", isByZeros: false };
      if (!isDayFirst) continue;
      example ??= text;
      // The second part alone: Australia writes 8/02/2016.
      if (sheet.second.startsWith("0")) isPadded = true;
      else if (sheet.second.length === 1) isBare = true;
    }
  }
  if (example === undefined) return { order: "year", isByZeros: false };
  if (isPadded !== isBare) return { order: isPadded ? "day" : "month", isByZeros: true };
  throw new InputError(
    `${file} has times such as "${example}", and no row tells whether day or month is first: none has a day after the 12th. ` +
      "Save it with times such as 2016-02-08 00:37:08.",
  );
}

function isTime(text: string, order: DateOrder): boolean {
  return !Number.isNaN(localTime(publishedTime(text, order)));
}
