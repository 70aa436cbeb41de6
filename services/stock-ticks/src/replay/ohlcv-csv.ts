import Papa from "papaparse";

/** A bar as the file has it. */
export interface OhlcvRow {
  /** `2024-01-02`, or `2024-01-02 09:30:00-05:00`. */
  readonly time: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Null where the file has no such column. */
  readonly adjustedClose: number | null;
  readonly volume: number | null;
}

export interface OhlcvTable {
  /** Undefined where the file does not name it. */
  readonly ticker: string | undefined;
  /** What the column of times is called: days or instants. */
  readonly timeColumn: "Date" | "Datetime";
  readonly rows: readonly OhlcvRow[];
  /** Rows without a price, as yfinance writes them for days on which the others of a download traded. */
  readonly emptyRows: number;
}

/** What is wrong with a file, in words for who gave it. */
export class OhlcvError extends Error {
  override readonly name = "OhlcvError";
}

type Field = "open" | "high" | "low" | "close" | "adjustedClose" | "volume";
type Columns = ReadonlyMap<Field, number>;

const fields: Readonly<Record<string, Field>> = {
  open: "open",
  high: "high",
  low: "low",
  close: "close",
  "adj close": "adjustedClose",
  adjclose: "adjustedClose",
  volume: "volume",
};
const needed = ["open", "high", "low", "close"] as const;

/**
 * Reads an OHLCV table as pandas writes what yfinance answers, in each of its forms:
 * - `Date,Open,High,Low,Close,Adj Close,Volume` (`download` up to 0.2.50, and Yahoo's own downloads; the case is free),
 *   also with `Dividends,Stock Splits` behind (`Ticker.history`);
 * - three rows of header, `Price,Close,High,…`, `Ticker,AAPL,AAPL,…`, `Date,,,…` (`download` from 0.2.51 on, which makes
 *   columns of two levels for one ticker, too), the first two also the other way round (`group_by="ticker"`), of one
 *   ticker or several;
 * - `Datetime` instead of `Date` for intervals within the day.
 * @throws OhlcvError
 */
export function readOhlcv(text: string): OhlcvTable[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, "").trimEnd(), { delimiter: "," });
  const [first = [], second = [], third = []] = data;
  const corner = first[0]?.trim().toLowerCase();
  if (corner === "price" || corner === "ticker") {
    const [prices, tickers] = corner === "price" ? [first, second] : [second, first];
    const timeColumn = timeColumnOf(third[0], 3);
    return byTicker(tickers).map(([ticker, at]) => {
      const columns = columnsOf(prices, at);
      return { ticker, timeColumn, ...rowsOf(data, 3, columns) };
    });
  }
  const timeColumn = timeColumnOf(first[0], 1);
  const columns = columnsOf(
    first,
    first.map((_, at) => at),
  );
  return [{ ticker: undefined, timeColumn, ...rowsOf(data, 1, columns) }];
}

function timeColumnOf(name: string | undefined, line: number): OhlcvTable["timeColumn"] {
  const found = name?.trim().toLowerCase();
  if (found === "date") return "Date";
  if (found === "datetime") return "Datetime";
  throw new OhlcvError(`line ${line} begins with ${JSON.stringify(name ?? "")}, not with Date or Datetime`);
}

/** Each ticker with the places of its columns. */
function byTicker(tickers: readonly string[]): [string, number[]][] {
  const places = new Map<string, number[]>();
  for (const [at, name] of tickers.entries()) {
    const ticker = name.trim();
    if (at === 0 || ticker === "") continue;
    places.set(ticker, [...(places.get(ticker) ?? []), at]);
  }
  if (places.size === 0) throw new OhlcvError("the row of tickers names none");
  return [...places];
}

function columnsOf(names: readonly string[], places: readonly number[]): Columns {
  const columns = new Map<Field, number>();
  for (const at of places) {
    const field = fields[names[at]?.trim().toLowerCase() ?? ""];
    if (field !== undefined) columns.set(field, at);
  }
  const missing = needed.filter((field) => !columns.has(field));
  if (missing.length > 0) throw new OhlcvError(`there is no column ${missing.join(", ")}`);
  return columns;
}

function rowsOf(
  data: readonly string[][],
  from: number,
  columns: Columns,
): Pick<OhlcvTable, "rows" | "emptyRows"> {
  const rows: OhlcvRow[] = [];
  let emptyRows = 0;
  for (const [index, texts] of data.entries()) {
    if (index < from || (texts.length === 1 && texts[0] === "")) continue;
    const numberIn = (field: Field) => numberOf(texts[columns.get(field) ?? -1], field, index + 1);
    const [open, high, low, close] = needed.map(numberIn);
    if (!isPrice(open) || !isPrice(high) || !isPrice(low) || !isPrice(close)) {
      emptyRows++;
      continue;
    }
    const time = texts[0]?.trim() ?? "";
    const adjustedClose = numberIn("adjustedClose");
    rows.push({ time, open, high, low, close, adjustedClose, volume: numberIn("volume") });
  }
  return { rows, emptyRows };
}

/** Null where there is nothing. */
function numberOf(text: string | undefined, field: Field, line: number): number | null {
  const given = text?.trim();
  if (given === undefined || given === "" || given.toLowerCase() === "nan") return null;
  const value = Number(given);
  if (Number.isFinite(value)) return value;
  throw new OhlcvError(`line ${line}: ${field} is ${JSON.stringify(given)}, not a number`);
}

function isPrice(value: number | null | undefined): value is number {
  return typeof value === "number";
}
