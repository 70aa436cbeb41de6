import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The log file of one run: a JSON line for each thing that happened, with the milliseconds since its beginning. */
export class Diary {
  readonly file: string;
  readonly #startedAt = performance.now();
  readonly #counts = new Map<string, number>();

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
  }

  get elapsedMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  /** How often that happened. */
  times(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  write(what: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#counts.set(what, this.times(what) + 1);
    appendFileSync(this.file, `${JSON.stringify({ ms: this.elapsedMs, what, ...fields })}\n`);
  }
}
