import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { pieceBytes } from "./file-pieces.ts";

/** Unpacks, leaving out the first `offset` bytes of the content: a gzip stream cannot be entered in the middle. */
export async function* gzipPieces(
  packed: AsyncIterable<Buffer>,
  offset: number,
): AsyncGenerator<Buffer, void, undefined> {
  const unpacked = createGunzip({ chunkSize: pieceBytes });
  // Its outcome is told by the iteration below, which throws what went wrong anywhere in it.
  pipeline(packed, unpacked, () => undefined);
  let toSkip = offset;
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      if (piece.length <= toSkip) toSkip -= piece.length;
      else {
        yield toSkip === 0 ? piece : piece.subarray(toSkip);
        toSkip = 0;
      }
    }
  } finally {
    unpacked.destroy();
  }
}
