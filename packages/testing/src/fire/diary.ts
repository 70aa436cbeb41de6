import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The log file of one run: a JSON line for each thing that happened, with the milliseconds since its beginning. */
export class Diary {
  readonly file: string;
  readonly #startedAt = performance.now();

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
  }

  get elapsedMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  write(what: string, fields: Readonly<Record<string, unknown>> = {}): void {
    appendFileSync(this.file, `${JSON.stringify({ ms: this.elapsedMs, what, ...fields })}\n`);
  }
}
