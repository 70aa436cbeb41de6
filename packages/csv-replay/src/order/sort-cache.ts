import { mkdir, mkdtemp, readdir, rename, rm, stat, statfs, utimes } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../reading/file-fault.ts";
import { InputError } from "../row-source.ts";

/** Sorted copies kept in a folder; of more the one that was used longest ago goes. */
const copiesKept = 4;
/** A folder of a sort that has not been written to for so long belongs to a process that is dead. */
const staleMs = 10 * 60_000;
const suffix = ".sorted";
const workPrefix = "sorting-";

/** Keeps sorted copies by name; a copy is there whole, or not at all. */
export class SortCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(name: string): string {
    return join(this.#folder, `${name}${suffix}`);
  }

  /**
   * Has `make` write a file, within a folder of its own, and puts it in its place. `neededBytes` must be free. Rejects with an
   * `InputError` where the disk is full or may not be written to.
   */
  async make(name: string, neededBytes: number, make: (folder: string) => Promise<string>): Promise<void> {
    let work: string | undefined;
    try {
      await mkdir(this.#folder, { recursive: true });
      work = await mkdtemp(join(this.#folder, workPrefix));
      await this.#removeStale(work);
      await this.#ensureRoom(neededBytes);
      await rename(await make(work), this.pathOf(name));
      await this.#evict(name);
    } catch (error) {
      throw this.#inWords(error);
    } finally {
      if (work !== undefined) await rm(work, { recursive: true, force: true });
    }
  }

  /** Notes that a copy is in use. */
  async touch(name: string): Promise<void> {
    const now = new Date();
    await utimes(this.pathOf(name), now, now).catch(() => undefined); // in a folder that is read-only nothing is evicted either
  }

  async #ensureRoom(neededBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder);
    const free = bavail * bsize;
    if (free < neededBytes)
      throw new InputError(
        `Sorting needs about ${gigabytes(neededBytes)} in ${this.#folder}, and ${gigabytes(free)} are free. Make room there, or name another folder.`,
      );
  }

  /** Copies made before are kept; the one just made stays whatever the others' times are. */
  async #evict(made: string): Promise<void> {
    const names = (await readdir(this.#folder)).filter(
      (name) => name.endsWith(suffix) && name !== `${made}${suffix}`,
    );
    const used = await Promise.all(
      names.map(async (name) => ({ name, at: await modified(join(this.#folder, name)) })),
    );
    used.sort((a, b) => b.at - a.at);
    for (const { name } of used.slice(copiesKept - 1)) await rm(join(this.#folder, name), { force: true });
  }

  /** Age is told by the disk's own clock: `work` was made just now. */
  async #removeStale(work: string): Promise<void> {
    const now = await modified(work);
    for (const name of await readdir(this.#folder)) {
      const folder = join(this.#folder, name);
      if (!name.startsWith(workPrefix) || folder === work) continue;
      const files = await readdir(folder).catch(() => []);
      const times = await Promise.all([folder, ...files.map((file) => join(folder, file))].map(modified));
      if (Math.max(...times) < now - staleMs) await rm(folder, { recursive: true, force: true });
    }
  }

  #inWords(error: unknown): unknown {
    switch (codeOf(error)) {
      case "ENOSPC":
      case "EDQUOT":
        return new InputError(
          `The disk of ${this.#folder} is full: there is no room to sort. Make room there, or name another folder.`,
          { cause: error },
        );
      case "EACCES":
      case "EPERM":
      case "EROFS":
      case "ENOTDIR":
      case "EEXIST":
        return new InputError(
          `${this.#folder} cannot hold the sorted copy: it may not be written to, or is no folder. Name another folder.`,
          { cause: error },
        );
      default:
        return error;
    }
  }
}

/** Milliseconds since the epoch; of what is gone, the beginning of time. */
async function modified(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
