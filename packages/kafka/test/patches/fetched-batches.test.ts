import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchFetchedBatches } from "../../src/patches/fetched-batches.ts";
import { committedRecords } from "../../src/reading/committed-records.ts";
import { patchedKafkajs } from "./kafkajs-copies.ts";

/** A version 2 record batch without records, as compaction leaves it: offsets 1284 to 1299 are spoken for. */
function emptyBatch(): Buffer {
  const bytes = Buffer.alloc(61);
  bytes.writeBigInt64BE(1284n, 0); // base offset
  bytes.writeInt32BE(49, 8); // length of what follows
  bytes.writeInt32BE(3, 12); // partition leader epoch
  bytes.writeInt8(2, 16); // magic
  bytes.writeInt32BE(0, 17); // crc, which kafkajs does not check
  bytes.writeInt16BE(0, 21); // attributes
  bytes.writeInt32BE(15, 23); // last offset delta
  bytes.writeBigInt64BE(-1n, 27); // first time stamp
  bytes.writeBigInt64BE(1_700_000_000_000n, 35); // greatest time stamp
  bytes.writeBigInt64BE(7n, 43); // producer id
  bytes.writeInt16BE(0, 51); // producer epoch
  bytes.writeInt32BE(40, 53); // base sequence
  bytes.writeInt32BE(0, 57); // number of records
  return bytes;
}

const end = { highWatermark: "1402", lastStableOffset: "1402", abortedTransactions: [] };

async function messagesOf(modules: KafkajsModules) {
  const Decoder = modules.read("src/protocol/decoder.js");
  const recordSet = Buffer.concat([Buffer.alloc(4), emptyBatch()]);
  recordSet.writeInt32BE(61, 0);
  return modules.read("src/protocol/requests/fetch/v4/decodeMessages.js")(new Decoder(recordSet));
}

test("an empty record batch moves the position to its own last offset, and delivers nothing", async () => {
  const stock = new KafkajsModules();
  const Batch = stock.read("src/consumer/batch.js");
  const fetched = { partition: 0, ...end, messages: await messagesOf(stock) };
  const batch = new Batch("counts", "1284", fetched);
  // The fetch looks empty, so the position stays; and the last offset it names would skip 102 offsets.
  expect(batch.isEmptyIncludingFiltered()).toBe(true);
  expect(batch.lastOffset()).toBe("1401");

  const messages = await messagesOf(patchedKafkajs(patchFetchedBatches));

  expect(committedRecords("counts", { partition: 0, ...end, messages }, 1_284)).toEqual({
    records: [],
    nextOffset: 1_300,
  });
});
