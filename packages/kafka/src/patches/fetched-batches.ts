import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";
import { type Decompression, readBatches } from "../record-batch/record-batch.ts";

interface Decoder {
  readInt32(): number;
  readBytes(length: number): Buffer;
  canReadBytes(length: number): boolean;
}

interface Compression {
  lookupCodecByAttributes(attributes: number): { decompress(bytes: Buffer): Promise<Buffer> } | null;
}

/**
 * P1. kafkajs derives the next position from records only. Compaction keeps a record batch whose records are all gone, to
 * remember its producer's sequence, and shortens others at their end: an empty batch at the end of a segment is fetched
 * for ever. Here an answer holds the batches themselves, where it says `messages`; each knows its last offset. It also
 * spares three objects and a dozen BigInts a record. kafkajs's own consumer cannot read such answers.
 */
export function patchFetchedBatches(modules: KafkajsModules): void {
  const { lookupCodecByAttributes } = modules.read(
    "src/protocol/message/compression/index.js",
  ) as Compression;
  const decompression = (attributes: number): Decompression => {
    const codec = lookupCodecByAttributes(attributes);
    return codec === null ? undefined : (bytes) => codec.decompress(bytes);
  };
  modules.replace("src/protocol/requests/fetch/v4/decodeMessages.js", async (decoder: Decoder) => {
    const length = decoder.readInt32();
    if (length <= 0 || !decoder.canReadBytes(length)) return [];
    return readBatches(decoder.readBytes(length), decompression);
  });
}
