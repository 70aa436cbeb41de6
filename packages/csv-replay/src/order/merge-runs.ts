import FlatQueue from "flatqueue";
import { SortedFile } from "./sorted-file.ts";
import { recordEnd, recordTime } from "./sorted-record.ts";
import { SortedWriter } from "./sorted-writer.ts";

/** Merges sorted runs, given in the order of the file, into one; holds one block of each. */
export async function mergeRuns(
  paths: readonly string[],
  into: string,
  o: { readonly about: string; readonly onShare: (share: number) => void; readonly signal: AbortSignal },
): Promise<void> {
  const runs: Run[] = [];
  const writer = await SortedWriter.create(into);
  try {
    for (const path of paths) runs.push(await Run.open(path));
    const total = runs.reduce((rows, run) => rows + run.rows, 0);
    let merged = 0;
    const times = new FlatQueue<number>();
    for (const [i, run] of runs.entries()) if (await run.load()) times.push(i, run.time);
    for (let time = times.peekValue(); time !== undefined; time = times.peekValue()) {
      // Rows of one time stay in the order of the file: run after run.
      for (const i of runsAt(times, time)) {
        const run = runs[i] as Run;
        let isThere = true;
        while (isThere && run.time === time) {
          const isFull = run.move(writer);
          merged++;
          if (isFull) {
            await writer.flush();
            o.signal.throwIfAborted();
            o.onShare(merged / total);
          }
          isThere = run.next() || (await run.load());
        }
        if (isThere) times.push(i, run.time);
      }
    }
    await writer.finish(o.about);
    await writer.sync();
  } finally {
    await writer.close();
    for (const run of runs) await run.close();
  }
}

function runsAt(times: FlatQueue<number>, time: number): number[] {
  const runs: number[] = [];
  while (times.peekValue() === time) runs.push(times.pop() as number);
  return runs.sort((a, b) => a - b);
}

class Run {
  /** Of the record it stands at. */
  time = Number.NEGATIVE_INFINITY;
  readonly #file: SortedFile;
  #block: Buffer = Buffer.alloc(0);
  #next = 0;
  #at = 0;
  #end = 0;

  private constructor(file: SortedFile) {
    this.#file = file;
  }

  static async open(path: string): Promise<Run> {
    const file = await SortedFile.open(path);
    if (file === undefined) throw new Error(`${path} was written and is not there`);
    return new Run(file);
  }

  get rows(): number {
    return this.#file.footer.rows;
  }

  /** Goes to the first record of the next block, if there is one. */
  async load(): Promise<boolean> {
    if (this.#next >= this.#file.blocks) return false;
    this.#block = await this.#file.block(this.#next++);
    this.#stand(0);
    return true;
  }

  /** Goes to the next record of this block, if there is one. */
  next(): boolean {
    if (this.#end >= this.#block.length) return false;
    this.#stand(this.#end);
    return true;
  }

  move(writer: SortedWriter): boolean {
    return writer.add(this.#block, this.#at, this.#end, this.time);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #stand(at: number): void {
    this.#at = at;
    this.#end = recordEnd(this.#block, at);
    this.time = recordTime(this.#block, at);
  }
}
