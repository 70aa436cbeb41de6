import type { Order } from "../dataset.ts";
import type { CsvTable } from "../reading/csv-table.ts";
import { InputError, type RowSource } from "../row-source.ts";
import { bufferOrder, heldRowsLimit } from "./buffer-order.ts";
import { fileOrder } from "./file-order.ts";
import { sortOrder } from "./sort-order.ts";

/** The rows of a table in the order asked for. */
export async function inOrder<T>(
  table: CsvTable<T>,
  order: Order,
  cacheFolder: string | undefined,
  signal: AbortSignal,
): Promise<RowSource<T>> {
  switch (order.by) {
    case "file":
      return fileOrder(table, signal);
    case "buffer":
      return bufferOrder(table, { latenessMs: order.latenessMs, heldRows: heldRowsLimit }, signal);
    case "sort":
      if (cacheFolder === undefined)
        throw new InputError("Sorting needs a folder for the sorted copy of the file, and none is named.");
      return sortOrder(table, cacheFolder);
  }
}
