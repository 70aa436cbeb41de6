import type { Dataset } from "../dataset.ts";
import type { CsvInput } from "./csv-input.ts";
import type { CutBlock } from "./cut-block.ts";
import { type Header, readHeader } from "./header.ts";
import type { Place } from "./place.ts";
import { type RecognisedLayout, recogniseLayout } from "./recognise-layout.ts";
import { RowCutter } from "./row-cutter.ts";
import { RowReader } from "./row-reader.ts";

const nothing = Buffer.alloc(0);

/** An input whose header is known: rows from any place on, in the order of the file. */
export class CsvTable<T> {
  readonly input: CsvInput;
  readonly dataset: Dataset<T>;
  readonly header: Header;
  readonly reader: RowReader<T>;

  constructor(input: CsvInput, dataset: Dataset<T>, header: Header, recognised: RecognisedLayout<T>) {
    this.input = input;
    this.dataset = dataset;
    this.header = header;
    this.reader = new RowReader(dataset, header.names, recognised);
  }

  async *blocks(from: Place, signal: AbortSignal): AsyncGenerator<CutBlock, void, undefined> {
    const cutter = new RowCutter(from, this.header.lineEnd);
    for await (const piece of this.input.read(from, signal)) yield* cutter.cut(piece, false);
    yield* cutter.cut(nothing, true);
  }

  /** Rows as a layout reads them, without those that are damaged. */
  async *texts(signal: AbortSignal): AsyncGenerator<readonly string[], void, undefined> {
    for await (const block of this.blocks(this.header.rowsFrom, signal)) {
      for (let index = 0; index < block.rows.length; index++) {
        const texts = this.reader.texts(block, index);
        if (texts !== undefined) yield texts;
      }
    }
  }
}

export async function openTable<T>(
  input: CsvInput,
  dataset: Dataset<T>,
  signal: AbortSignal,
): Promise<CsvTable<T>> {
  const header = await readHeader(input, signal);
  const recognised = recogniseLayout(input.name, header.names, dataset);
  const table = new CsvTable(input, dataset, header, recognised);
  const layout = await recognised.layout.settle?.(table.texts(signal), input.name);
  return layout === undefined ? table : new CsvTable(input, dataset, header, { ...recognised, layout });
}
