import { RowFault } from "../../src/dataset.ts";
import type { ReadRow, RowCursor, RowPosition, RowSource } from "../../src/row-source.ts";

/** A value of a fake file: where it came from, and when. */
export interface Event {
  readonly replay: string;
  readonly line: number;
  readonly at: number;
}

/** Event time of each row in the order of replay, or "bad". */
export type FakeRow = number | "bad";

export interface FakeSourceOptions {
  readonly rows: readonly FakeRow[];
  /** How many rows `next` answers. Default 3. */
  readonly batch?: number;
  readonly fingerprint?: string;
  readonly isSpanKnown?: boolean;
}

/** A file in memory: a row a line, behind a header of 10 bytes; each row 10 bytes long. */
export class FakeSource implements RowSource<Event> {
  readonly name = "events.csv";
  readonly fingerprint: string;
  readonly layout = "events";
  readonly span: RowSource<Event>["span"];
  readonly #rows: readonly FakeRow[];
  readonly #batch: number;
  openCursors = 0;
  prepared = 0;

  constructor({ rows, batch = 3, fingerprint = "0123456789abcdef", isSpanKnown = false }: FakeSourceOptions) {
    this.#rows = rows;
    this.#batch = batch;
    this.fingerprint = fingerprint;
    const times = rows.filter((row) => row !== "bad");
    this.span = isSpanKnown ? { first: times[0] ?? 0, last: times.at(-1) } : undefined;
  }

  async prepare(): Promise<void> {
    this.prepared += 1;
  }

  open(from: RowPosition | undefined, replay: string): RowCursor<Event> {
    this.openCursors += 1;
    let begin = (from as number | undefined) ?? 0;
    let answered = 0;
    let isClosed = false;
    return {
      next: async (signal) => {
        signal.throwIfAborted();
        if (isClosed) throw new Error("read behind its close");
        begin += answered;
        const rows = this.#rows.slice(begin, begin + this.#batch);
        answered = rows.length;
        return rows.length === 0
          ? undefined
          : rows.map((row, index) => this.#row(begin + index, row, replay));
      },
      positionAfter: (count) => begin + count,
      shareAfter: (count) => (begin + count) / this.#rows.length,
      close: async () => {
        if (!isClosed) this.openCursors -= 1;
        isClosed = true;
      },
    };
  }

  async find(eventTime: number): Promise<RowPosition> {
    const index = this.#rows.findIndex((row) => row !== "bad" && row >= eventTime);
    return index === -1 ? this.#rows.length : index;
  }

  #row(index: number, row: FakeRow, replay: string): ReadRow<Event> {
    const line = index + 2;
    if (row === "bad") {
      const fault = new RowFault("at", "not_a_number", '"x" is no number');
      return { fault, lineNumber: line, byteOffset: 10 + index * 10, raw: Buffer.from(`bad row ${line}`) };
    }
    const before = this.#rows.slice(0, index).filter((other) => other !== "bad");
    const isLate = before.some((other) => other > row);
    return { value: { replay, line, at: row }, eventTime: row, lineNumber: line, isLate };
  }
}
