import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "./start-error.ts";

/** Who holds the lock; other commands of this tree read it in `launcher.json`, such as `npm run dlq`. */
export interface Holder {
  readonly pid: number;
  /** Where its console is, or undefined when it runs none. */
  readonly url: string | undefined;
  /** Its servers, once they answer; `host:port`, comma separated. */
  readonly kafkaBrokers?: string;
  readonly schemaRegistryUrl?: string;
  /** Of the MongoDB that it runs; one that was named may have a password in its URI, and is not written down. */
  readonly mongodbUri?: string;
}

/**
 * At most one launcher per state folder. The lock is SQLite's on a file, so the system itself lets go of it when the
 * holder dies, however it dies: there are no stale locks.
 */
export class LauncherLock {
  readonly #database: DatabaseSync;
  readonly #note: string;
  #holder: Holder;

  /** Throws a `StartError` that says who holds it. */
  constructor(folder: string, holder: Holder) {
    mkdirSync(folder, { recursive: true });
    this.#note = join(folder, "launcher.json");
    this.#holder = holder;
    this.#database = new DatabaseSync(join(folder, "launcher.lock"));
    try {
      this.#database.exec("BEGIN EXCLUSIVE");
    } catch {
      this.#database.close();
      throw new StartError(heldBy(this.#note), 75);
    }
    writeFileSync(this.#note, JSON.stringify(holder));
  }

  /** Says where the holder's servers are. */
  tell(servers: Pick<Holder, "kafkaBrokers" | "schemaRegistryUrl" | "mongodbUri">): void {
    this.#holder = { ...this.#holder, ...servers };
    writeFileSync(this.#note, JSON.stringify(this.#holder));
  }

  release(): void {
    rmSync(this.#note, { force: true });
    this.#database.close();
  }
}

function heldBy(note: string): string {
  try {
    const { pid, url } = JSON.parse(readFileSync(note, "utf8")) as Holder;
    return `Tributary runs already in this tree: process ${pid}${url ? `, ${url}` : ""}. Stop it first (Ctrl+C there, or kill ${pid}).`;
  } catch {
    return "Another start is under way in this tree; wait for it, or stop it first.";
  }
}
