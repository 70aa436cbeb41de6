import { setImmediate } from "node:timers/promises";
import type { Dataset } from "../dataset.ts";
import { openTable } from "./csv-table.ts";
import { originalIn } from "./cut-block.ts";
import { openFileInput } from "./file-input.ts";
import { generatedInput } from "./generated-input.ts";
import { type InspectedRows, Inspection } from "./inspection.ts";
import type { RowGenerator } from "./row-generator.ts";
import type { FreshRow } from "./row-reader.ts";

/** What a dry run tells of a file. */
export interface InspectionReport extends InspectedRows {
  readonly file: string;
  readonly fingerprint: string;
  readonly dataset: string;
  readonly layout: string;
  /** As it lies on the disk; undefined for what is generated. */
  readonly sizeBytes: number | undefined;
  readonly isCompressed: boolean;
  readonly seconds: number;
}

export interface InspectOptions<T> {
  readonly signal?: AbortSignal | undefined;
  /** Share that is done, 0 to 1, some times a second. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Each row that a replay would send, in the order of the file. */
  readonly onGood?: ((value: T) => void) | undefined;
}

/**
 * Reads all rows of a file, or of a generator, as a replay would, sends none, and reports. Rejects with an `InputError` where a
 * replay could not begin. What only the Avro schema would refuse is not seen.
 */
export async function inspect<T>(
  input: string | RowGenerator,
  dataset: Dataset<T>,
  o: InspectOptions<T> = {},
): Promise<InspectionReport> {
  const begun = performance.now();
  const signal = o.signal ?? new AbortController().signal;
  const opened = typeof input === "string" ? await openFileInput(input, signal) : generatedInput(input);
  const table = await openTable(opened, dataset, signal);
  const inspection = new Inspection(dataset);
  for await (const block of table.blocks(table.header.rowsFrom, signal)) {
    for (let i = 0; i < block.rows.length; i++) {
      const row: FreshRow<T> = table.reader.row(block, i, "dry-run");
      if (row.fault !== undefined) inspection.bad(row);
      else {
        const fault = inspection.refusal(row.value);
        if (fault === undefined) {
          inspection.good(row);
          o.onGood?.(row.value);
        } else {
          const byteOffset = originalIn(block, i)?.byteOffset ?? 0;
          inspection.bad({ fault, lineNumber: row.lineNumber, byteOffset });
        }
      }
    }
    o.onProgress?.(opened.shareAt({ offset: block.offsets.at(-1) ?? 0, line: block.lines.at(-1) ?? 0 }) ?? 0);
    await setImmediate();
  }
  const { name, fingerprint, sizeBytes, isCompressed } = opened;
  return {
    file: name,
    fingerprint,
    dataset: dataset.name,
    layout: table.reader.layout.name,
    sizeBytes,
    isCompressed,
    ...inspection.result(),
    seconds: (performance.now() - begun) / 1_000,
  };
}
