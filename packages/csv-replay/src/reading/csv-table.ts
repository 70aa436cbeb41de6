import type { Dataset } from "../dataset.ts";
import type { CsvInput } from "./csv-input.ts";
import type { CutBlock } from "./cut-block.ts";
import { type Header, readHeader } from "./header.ts";
import type { Place } from "./place.ts";
import { recogniseLayout } from "./recognise-layout.ts";
import { RowCutter } from "./row-cutter.ts";
import { RowReader } from "./row-reader.ts";

const nothing = Buffer.alloc(0);

/** An input whose header is known: rows from any place on, in the order of the file. */
export class CsvTable<T> {
  readonly input: CsvInput;
  readonly dataset: Dataset<T>;
  readonly header: Header;
  readonly reader: RowReader<T>;

  constructor(input: CsvInput, dataset: Dataset<T>, header: Header) {
    this.input = input;
    this.dataset = dataset;
    this.header = header;
    const recognised = recogniseLayout(input.name, header.names, dataset);
    this.reader = new RowReader(dataset, header.names, recognised);
  }

  async *blocks(from: Place, signal: AbortSignal): AsyncGenerator<CutBlock, void, undefined> {
    const cutter = new RowCutter(from, this.header.lineEnd);
    for await (const piece of this.input.read(from, signal)) yield* cutter.cut(piece, false);
    yield* cutter.cut(nothing, true);
  }
}

export async function openTable<T>(
  input: CsvInput,
  dataset: Dataset<T>,
  signal: AbortSignal,
): Promise<CsvTable<T>> {
  return new CsvTable(input, dataset, await readHeader(input, signal));
}
