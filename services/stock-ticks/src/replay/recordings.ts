import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { readOhlcv } from "./ohlcv-csv.ts";
import { type Recording, recordingOf } from "./recording.ts";

/** The S&P 500 of 2000 to 2020, daily, from the service's own data folder; see data/SOURCES.md. */
export const sp500File = fileURLToPath(new URL("../../data/sp500-2000.csv", import.meta.url));

export function sp500Recording(): Recording {
  const [table] = readOhlcv(readFileSync(sp500File, "utf8"));
  if (table === undefined) throw new Error("the S&P 500's file holds no table");
  return recordingOf(table, { symbol: "^GSPC", name: "S&P 500", exchange: "XNYS", currency: "USD" });
}

export interface FileOptions {
  readonly file: string;
  /** Undefined: the table's ticker, else the file's name. */
  readonly symbol: string | undefined;
  readonly exchange: string;
  readonly currency: string;
}

/**
 * The recordings of an OHLCV file, one for each ticker in it.
 * @throws OhlcvError with what is wrong with the table; the system's error where the file cannot be read
 */
export function fileRecordings({ file, symbol, exchange, currency }: FileOptions): Recording[] {
  const tables = readOhlcv(readFileSync(file, "utf8"));
  const ownName = basename(file, extname(file)).replaceAll(/[\s|]/g, "-").slice(0, 32);
  return tables.map((table) => {
    const name = (tables.length === 1 ? symbol : undefined) ?? table.ticker ?? ownName;
    return recordingOf(table, { symbol: name, name, exchange, currency });
  });
}
