import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Services stop before the parts they talk to. */
export type Tier = "service" | "part";

export interface RollEntry {
  readonly name: string;
  /** Also the number of its process group. */
  readonly pid: number;
  /** See `processIdentity`. */
  readonly identity: string;
  readonly tier: Tier;
}

/** The pid file: who was started and has not been seen to end. It outlives a killed launcher. */
export class Roll {
  readonly file: string;
  #entries: readonly RollEntry[];

  constructor(file: string) {
    this.file = file;
    this.#entries = read(file);
  }

  get entries(): readonly RollEntry[] {
    return this.#entries;
  }

  add(entry: RollEntry): void {
    this.#write([...this.#entries.filter((known) => known.pid !== entry.pid), entry]);
  }

  /** Writes nothing for one it does not know: the folder may be gone by the time an exit is heard of. */
  remove(pid: number): void {
    if (!this.#entries.some((known) => known.pid === pid)) return;
    this.#write(this.#entries.filter((known) => known.pid !== pid));
  }

  #write(entries: readonly RollEntry[]): void {
    this.#entries = entries;
    mkdirSync(dirname(this.file), { recursive: true });
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(entries, undefined, 2)}\n`);
    renameSync(draft, this.file);
  }
}

function read(file: string): readonly RollEntry[] {
  try {
    const entries: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(entries) ? entries : [];
  } catch {
    return []; // none yet, or cut short by a full disk: there is nothing it could tell us
  }
}
