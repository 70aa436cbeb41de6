import type { Dataset, Order } from "../dataset.ts";
import { inOrder } from "../order/in-order.ts";
import type { RowSource } from "../row-source.ts";
import type { CsvInput } from "./csv-input.ts";
import { openTable } from "./csv-table.ts";
import { openFileInput } from "./file-input.ts";
import { generatedInput } from "./generated-input.ts";
import type { RowGenerator } from "./row-generator.ts";

export interface OpenOptions {
  /** Instead of the one usual for the dataset. */
  readonly order?: Order | undefined;
  /** Where a sorted copy is kept, as large as the file; needed for the order `sort` alone. Made if it is not there. */
  readonly cacheFolder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A CSV file, or one packed with gzip, as rows in the order of a replay. Reads all of it once, for the fingerprint.
 * Rejects with an `InputError` for what cannot be read, is no CSV, or has no header that the dataset knows.
 */
export async function openCsv<T>(
  path: string,
  dataset: Dataset<T>,
  o: OpenOptions = {},
): Promise<RowSource<T>> {
  const signal = o.signal ?? new AbortController().signal;
  return openInput(await openFileInput(path, signal), dataset, o, signal);
}

/** Rows of a generator as if they stood in a file. */
export async function openGenerated<T>(
  generator: RowGenerator,
  dataset: Dataset<T>,
  o: OpenOptions = {},
): Promise<RowSource<T>> {
  return openInput(generatedInput(generator), dataset, o, o.signal ?? new AbortController().signal);
}

async function openInput<T>(input: CsvInput, dataset: Dataset<T>, o: OpenOptions, signal: AbortSignal) {
  const table = await openTable(input, dataset, signal);
  return inOrder(table, o.order ?? dataset.order, o.cacheFolder, signal);
}
