import { join } from "node:path";
import type { CsvTable } from "../reading/csv-table.ts";
import type { CutBlock } from "../reading/cut-block.ts";
import { recordEnd, writeRecord } from "./sorted-record.ts";
import { SortedWriter } from "./sorted-writer.ts";

/** Mean bytes of a record below which the room for keys, 16 bytes a row, fills up before the room for rows. */
const leastRecordBytes = 64;

/**
 * Cuts the rows of a table into runs, each as large as `memoryBytes` allow and sorted by (time, line), and writes them into
 * `folder`. Answers their paths in the order of the file.
 */
export async function writeRuns<T>(
  table: CsvTable<T>,
  folder: string,
  o: {
    readonly memoryBytes: number;
    readonly onShare: (share: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<string[]> {
  const room = new Room(o.memoryBytes);
  const paths: string[] = [];
  const write = async () => {
    const path = join(folder, `run-${paths.length}`);
    paths.push(path);
    await room.write(path);
  };
  // Bad rows stay behind the good row before them: they take its time.
  let time = Number.NEGATIVE_INFINITY;
  for await (const block of table.blocks(table.header.rowsFrom, o.signal)) {
    for (let i = 0; i < block.rows.length; i++) {
      const row = table.reader.row(block, i, "");
      if (row.fault === undefined) time = row.eventTime;
      if (room.add(block, i, time, row.fault)) continue;
      await write();
      if (!room.add(block, i, time, row.fault))
        throw new Error("the memory for sorting does not hold one row");
    }
    o.onShare(table.input.shareAt({ offset: block.offsets.at(-1) ?? 0, line: block.lines.at(-1) ?? 0 }) ?? 0);
  }
  if (room.rows > 0) await write();
  return paths;
}

/** Memory outside the heap, filled with rows and emptied over and over. */
class Room {
  rows = 0;
  readonly #bytes: Buffer;
  readonly #times: Float64Array;
  readonly #begins: Uint32Array;
  readonly #order: Uint32Array;
  #filled = 0;

  constructor(memoryBytes: number) {
    this.#bytes = Buffer.allocUnsafeSlow(memoryBytes);
    const rows = Math.ceil(memoryBytes / leastRecordBytes);
    this.#times = new Float64Array(rows);
    this.#begins = new Uint32Array(rows);
    this.#order = new Uint32Array(rows);
  }

  /** Whether there was room. */
  add(
    block: CutBlock,
    index: number,
    time: number,
    fault: Parameters<typeof writeRecord>[2]["fault"],
  ): boolean {
    if (this.rows === this.#times.length) return false;
    const end = writeRecord(this.#bytes, this.#filled, { block, index, time, fault });
    if (end === undefined) return false;
    this.#times[this.rows] = time;
    this.#begins[this.rows] = this.#filled;
    this.#filled = end;
    this.rows++;
    return true;
  }

  async write(path: string): Promise<void> {
    const times = this.#times;
    const order = this.#order.subarray(0, this.rows);
    for (let i = 0; i < order.length; i++) order[i] = i;
    order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
    const writer = await SortedWriter.create(path);
    try {
      for (const row of order) {
        const from = this.#begins[row] as number;
        if (writer.add(this.#bytes, from, recordEnd(this.#bytes, from), times[row] as number))
          await writer.flush();
      }
      await writer.finish("run");
    } finally {
      await writer.close();
    }
    this.rows = 0;
    this.#filled = 0;
  }
}
