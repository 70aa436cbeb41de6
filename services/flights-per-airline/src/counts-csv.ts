import { Readable } from "node:stream";
import type { AirlineDayCount } from "@tributary/contracts";
import type { ViewEntry } from "@tributary/runtime";
import { countColumns } from "./count-view.ts";

const rowsPerBlock = 500;
const fills = Object.values(countColumns);

/** The counts as RFC 4180 has it, with a header; written as fast as the reader takes it. */
export function countsCsv(entries: readonly ViewEntry<AirlineDayCount>[]): Readable {
  return Readable.from(blocks(entries));
}

/** What a browser saves it as; a replay's name is another producer's to choose. */
export function csvFileName(replay: string): string {
  return `flights-per-airline.${replay.replace(/[^\w.-]/g, "_")}.csv`;
}

function* blocks(entries: readonly ViewEntry<AirlineDayCount>[]): Generator<string> {
  yield row(Object.keys(countColumns));
  for (let from = 0; from < entries.length; from += rowsPerBlock)
    yield entries
      .slice(from, from + rowsPerBlock)
      .map((entry) => row(fills.map((fill) => fill(entry))))
      .join("");
}

const row = (values: readonly (string | number)[]) => `${values.map(field).join(",")}\r\n`;

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
