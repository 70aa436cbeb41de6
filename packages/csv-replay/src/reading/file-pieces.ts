import { type FileHandle, open } from "node:fs/promises";
import { ensureUnchanged, type FileIdentity } from "./file-identity.ts";

/** Bytes of a piece: some thousand rows. The next is being read while one is worked on, so twice this is held. */
export const pieceBytes = 256 * 1024;

/** The bytes of a file from `offset` to its end; throws an `InputError` as soon as the file is not what it was. */
export async function* filePieces(
  path: string,
  identity: FileIdentity,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  signal.throwIfAborted();
  await ensureUnchanged(path, identity);
  const handle = await open(path);
  let ahead = readAhead(handle, offset);
  try {
    for (let at = offset; ; ) {
      const piece = await ahead;
      signal.throwIfAborted();
      at += piece.length;
      if (piece.length > 0) ahead = readAhead(handle, at);
      await ensureUnchanged(path, identity);
      if (piece.length === 0) return;
      yield piece;
      signal.throwIfAborted();
    }
  } finally {
    await ahead.catch(() => undefined);
    await handle.close();
  }
}

function readAhead(handle: FileHandle, position: number): Promise<Buffer> {
  const piece = readAt(handle, position, pieceBytes);
  piece.catch(() => undefined); // is awaited later, or never: an error of what nobody reads is nobody's
  return piece;
}

/** Up to `length` bytes; fewer at the end of the file alone. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
