import { type Dataset, type Layout, RowFault } from "../dataset.ts";
import type { BadRow, GoodRow } from "../row-source.ts";
import { type CutBlock, type CutFault, rawRow, rowLimitBytes } from "./cut-block.ts";
import type { RecognisedLayout } from "./recognise-layout.ts";

/** A row just read; whether it is late is set by the order in which it is handed on. */
export type FreshRow<T> = (Omit<GoodRow<T>, "isLate"> & { isLate: boolean }) | BadRow;

/** Makes values of the rows of one file, or says why a row has none. */
export class RowReader<T> {
  readonly layout: Layout<T>;
  readonly #dataset: Dataset<T>;
  readonly #names: readonly string[];
  readonly #indexes: readonly number[] | undefined;
  /** Holds the texts of one row after the other where the file has its columns in another order. */
  readonly #ordered: string[];

  constructor(dataset: Dataset<T>, names: readonly string[], { layout, indexes }: RecognisedLayout<T>) {
    this.layout = layout;
    this.#dataset = dataset;
    this.#names = names;
    this.#indexes = indexes;
    this.#ordered = layout.columns.map(() => "");
  }

  row(block: CutBlock, index: number, replay: string): FreshRow<T> {
    const cutFault = block.faults?.get(index);
    const texts = block.rows[index] ?? [];
    const lineNumber = block.lines[index] ?? 0;
    try {
      if (cutFault !== undefined) throw this.#ofCut(cutFault);
      if (texts.length !== this.#names.length) throw this.#ofCount(texts, block, index);
      const value = this.layout.read(this.#inOrder(texts), { replay, lineNumber });
      const eventTime = this.#dataset.topic.eventTime(value);
      if (Number.isFinite(eventTime)) return { value, eventTime, lineNumber, isLate: false };
      throw new RowFault("", "no_event_time", "the row has no event time");
    } catch (error) {
      const fault =
        error instanceof RowFault
          ? error
          : new RowFault("", "not_readable", error instanceof Error ? error.message : String(error));
      return { fault, lineNumber, byteOffset: block.offsets[index] ?? 0, raw: rawRow(block, index) };
    }
  }

  /** The row as the layout reads it, until the next is asked for; undefined of a row that is damaged. */
  texts(block: CutBlock, index: number): readonly string[] | undefined {
    const texts = block.rows[index];
    const isWhole = texts?.length === this.#names.length && !block.faults?.has(index);
    return isWhole ? this.#inOrder(texts) : undefined;
  }

  #inOrder(texts: readonly string[]): readonly string[] {
    const indexes = this.#indexes;
    if (indexes === undefined) return texts;
    for (let i = 0; i < indexes.length; i++) this.#ordered[i] = texts[indexes[i] as number] as string;
    return this.#ordered;
  }

  #ofCut({ reason, field }: CutFault): RowFault {
    const column = field === undefined ? "" : (this.#names[field] ?? "");
    const where = column === "" ? "" : ` in column ${column}`;
    return new RowFault(column, reason, cutWords[reason].replace("{where}", where));
  }

  #ofCount(texts: readonly string[], block: CutBlock, index: number): RowFault {
    const expected = this.#names.length;
    const counted = `${texts.length} ${texts.length === 1 ? "field" : "fields"}, the header has ${expected}`;
    if (texts.length < expected)
      return new RowFault(
        this.#names[texts.length] ?? "",
        "too_few_fields",
        `${counted}: the row is cut short`,
      );
    if (texts.slice(expected).every((text) => text === ""))
      return new RowFault(
        "",
        "empty_extra_fields",
        `${counted}: the last ${texts.length - expected} are empty, commas such as a spreadsheet leaves behind`,
      );
    const isJoined = rawRow(block, index).includes("\r");
    return new RowFault(
      "",
      "too_many_fields",
      `${counted}${isJoined ? ": a carriage return without a line feed stands in it, so two rows may have been joined" : ""}`,
    );
  }
}

const limitWords = `${rowLimitBytes / 1024} KiB`;
const cutWords: Readonly<Record<CutFault["reason"], string>> = {
  unclosed_quote: `a quotation mark is opened{where} and not closed within ${limitWords}: this line is given up`,
  text_after_quote:
    "text follows a closing quotation mark{where}, or one was never closed: this line is given up",
  row_too_long: `the row is longer than ${limitWords}; so much of it is kept`,
  not_utf8: "bytes that are not UTF-8 stand{where}: the file, or a part of it, is in another encoding",
};
