import type { LineEnd } from "./row-cutter.ts";

const markEvery = 1024 * 1024;

/** Counts the lines of a file up to a byte, and remembers, every MiB, what it counted: 16 bytes a MiB. */
export class LineIndex {
  /** Lines that begin before each full MiB. */
  readonly #marks: number[] = [1];
  readonly #byte: number;
  readonly #pieces: (offset: number, signal: AbortSignal) => AsyncIterable<Buffer>;

  constructor(lineEnd: LineEnd, pieces: (offset: number, signal: AbortSignal) => AsyncIterable<Buffer>) {
    this.#byte = lineEnd.charCodeAt(0);
    this.#pieces = pieces;
  }

  /** The line that a byte stands on, the first being 1. */
  async lineAt(offset: number, signal: AbortSignal): Promise<number> {
    const mark = Math.min(Math.floor(offset / markEvery), this.#marks.length - 1);
    let line = this.#marks[mark] ?? 1;
    let at = mark * markEvery;
    if (at === offset) return line;
    for await (const piece of this.#pieces(at, signal)) {
      for (let from = 0; from < piece.length; ) {
        const nextMark = this.#marks.length * markEvery;
        const to = Math.min(piece.length, offset - at, nextMark > at ? nextMark - at : piece.length);
        line += count(piece, this.#byte, from, to);
        if (at + to === nextMark) this.#marks.push(line);
        if (at + to === offset) return line;
        from = to;
      }
      at += piece.length;
    }
    return line;
  }
}

function count(bytes: Buffer, byte: number, from: number, to: number): number {
  let found = 0;
  for (let i = from; i < to; i++) if (bytes[i] === byte) found++;
  return found;
}
