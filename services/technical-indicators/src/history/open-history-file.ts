import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, parse } from "node:path";
import { HistoryFile } from "./history-file.ts";

/** SQLite's result codes. */
const busy = 5;
const damage = [11, 26];
const mostReplicas = 64;

export interface OpenedHistory {
  readonly file: HistoryFile;
  readonly setAside: { readonly to: string; readonly reason: string } | undefined;
}

/**
 * Opens the file of that name, or `name.2` and so on where other replicas on this machine have those before: the same one
 * again when all start again. One that is damaged is set aside. `:memory:` is a file that ends with the process.
 */
export function openHistoryFile(path: string): OpenedHistory {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  for (let number = 1; number <= mostReplicas; number++) {
    const candidate = numbered(path, number);
    try {
      return { file: new HistoryFile(candidate), setAside: undefined };
    } catch (error) {
      if (codeOf(error) === busy) continue;
      if (!isDamage(error)) throw error;
      const { message: reason } = error as Error;
      const to = setAside(candidate);
      return { file: new HistoryFile(candidate), setAside: { to, reason } };
    }
  }
  throw new Error(`${mostReplicas} other processes have ${path} and those beside it`);
}

/** Renames a closed file out of the way; answers where to. */
export function setAside(path: string): string {
  if (path === ":memory:") return path;
  let number = 1;
  while (existsSync(`${path}.damaged-${number}`)) number++;
  const to = `${path}.damaged-${number}`;
  renameSync(path, to);
  for (const part of ["-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
  return to;
}

/** Whether SQLite says that the file is no database, or one that has been tampered with. */
export function isDamage(error: unknown): boolean {
  return damage.includes(codeOf(error) ?? 0);
}

/** The primary result code: extended ones have more in their higher bits. */
function codeOf(error: unknown): number | undefined {
  const code = (error as { readonly errcode?: unknown }).errcode;
  return typeof code === "number" ? code & 0xff : undefined;
}

function numbered(path: string, number: number): string {
  if (number === 1 || path === ":memory:") return path;
  const { dir, name, ext } = parse(path);
  return `${dir === "" ? "" : `${dir}/`}${name}.${number}${ext}`;
}
