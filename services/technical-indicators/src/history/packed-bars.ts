import { type MarketIndicator, marketIndicator, marketIndicatorKey } from "@tributary/contracts";
import type { ViewEntry, ViewRecord } from "@tributary/runtime";
import type { Names } from "./names.ts";

/**
 * Bars as numbers, one row after the other, to be handed to another thread without a copy: the place of the bar, then all
 * its numbers in the order of the contract, NaN for null, 0 or 1 for `final`. Made in 1 µs a bar; named objects take five
 * times that to cross threads.
 */
export type PackedBars = Float64Array<ArrayBuffer>;

/** Where a row has what is not a number of the bar itself. */
export const at = { series: 0, words: 1, openTime: 2, partition: 3, offset: 4, appendedAt: 5, numbers: 6 };

type NumberField = {
  [Name in keyof MarketIndicator]: MarketIndicator[Name] extends number | boolean | null ? Name : never;
}[keyof MarketIndicator];

const isText = (type: unknown) => type === "string";
const numberFields = marketIndicator.schema.fields
  .filter(({ name, type }) => !isText(type) && name !== "openTime")
  .map(({ name }) => name as Exclude<NumberField, "openTime">);

/** Numbers of a bar without its place. */
export const numberCount = numberFields.length;
export const rowLength = at.numbers + numberCount;

/** Names what a file holds: one of another form cannot be read. */
export const packedForm = `1 ${numberFields.join(" ")}`;

export function packBars(entries: readonly ViewEntry<MarketIndicator>[], names: Names): PackedBars {
  const packed = new Float64Array(entries.length * rowLength);
  let place = 0;
  for (const { value, partition, offset, appendedAt } of entries) {
    packed[place++] = names.idOf(value.symbol, value.interval);
    packed[place++] = names.idOf(value.exchange, value.currency, value.source);
    packed[place++] = value.openTime;
    packed[place++] = partition;
    packed[place++] = offset;
    packed[place++] = appendedAt;
    for (const field of numberFields) {
      const number = value[field];
      packed[place++] = number === null ? Number.NaN : Number(number);
    }
  }
  return packed;
}

/** The records as the log had them. */
export function unpackBars(packed: PackedBars, names: Pick<Names, "listOf">): ViewRecord<MarketIndicator>[] {
  return Array.from({ length: packed.length / rowLength }, (_, index) => {
    const row = packed.subarray(index * rowLength, (index + 1) * rowLength);
    const value = unpackBar(row, names);
    const [partition = 0, offset = 0, appendedAt = 0] = row.subarray(at.partition, at.numbers);
    return { partition, offset, appendedAt, key: marketIndicatorKey(value), value };
  });
}

function unpackBar(row: PackedBars, names: Pick<Names, "listOf">): MarketIndicator {
  const [series = 0, words = 0, openTime = 0] = row;
  const [symbol = "", interval = ""] = names.listOf(series);
  const [exchange = "", currency = "", source = ""] = names.listOf(words);
  const bar: Record<string, unknown> = { symbol, exchange, interval, openTime, currency, source };
  for (const [index, field] of numberFields.entries()) {
    const number = row[at.numbers + index];
    bar[field] = field === "final" ? number === 1 : Number.isNaN(number) ? null : number;
  }
  return bar as unknown as MarketIndicator;
}
