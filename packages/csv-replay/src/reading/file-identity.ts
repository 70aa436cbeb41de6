import { stat } from "node:fs/promises";
import { InputError } from "../row-source.ts";
import { codeOf, fileFault } from "./file-fault.ts";

/** What tells a file from another, and from itself at another time. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly sizeBytes: number;
  readonly modifiedNs: bigint;
}

/** Throws an `InputError` for what is not an ordinary file. */
export async function identify(path: string): Promise<FileIdentity> {
  try {
    const found = await stat(path, { bigint: true });
    if (found.isDirectory()) throw new InputError(`${path} is a folder. Name the CSV file in it.`);
    if (!found.isFile())
      throw new InputError(
        `${path} is not an ordinary file. A replay reads its input more than once: write it to a file first.`,
      );
    return {
      device: found.dev,
      inode: found.ino,
      sizeBytes: Number(found.size),
      modifiedNs: found.mtimeNs,
    };
  } catch (error) {
    throw fileFault(path, error);
  }
}

/** Throws an `InputError` if the file is not what it was. A change that keeps size and time stamp is not seen. */
export async function ensureUnchanged(path: string, before: FileIdentity): Promise<void> {
  const now = await identify(path).catch((error: unknown) => {
    throw error instanceof InputError && codeOf(error.cause) === "ENOENT"
      ? new InputError(`${path} is gone while it was being read. Put it back, unchanged, to go on.`)
      : error;
  });
  const change = changeOf(before, now);
  if (change !== undefined)
    throw new InputError(
      `${path} has changed while it was being read: ${change}. Rows of two contents do not make one replay: replay a copy that stays as it is.`,
    );
}

function changeOf(before: FileIdentity, now: FileIdentity): string | undefined {
  if (before.device !== now.device || before.inode !== now.inode) return "another file has its name";
  if (before.sizeBytes !== now.sizeBytes) return `${before.sizeBytes} bytes became ${now.sizeBytes}`;
  if (before.modifiedNs !== now.modifiedNs) return "it was written to";
  return undefined;
}
