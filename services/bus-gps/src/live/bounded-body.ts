import { DocumentError } from "./document-error.ts";

/** The same chunks until there are too many of them. @throws DocumentError too_large */
export async function* boundedBody(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new DocumentError("too_large", `more than ${maxBytes} bytes`);
    yield chunk;
  }
}
