import fc from "fast-check";
import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { type RecordBatch, readBatches } from "../../src/record-batch/record-batch.ts";
import { RecordCursor } from "../../src/record-batch/record-cursor.ts";

const kafkajs = new KafkajsModules();
const { RecordBatch: writeBatch } = kafkajs.read("src/protocol/recordBatch/v0/index.js");
const writeRecord = kafkajs.read("src/protocol/recordBatch/record/v0/index.js");
const { lookupCodecByAttributes } = kafkajs.read("src/protocol/message/compression/index.js");
const Decoder = kafkajs.read("src/protocol/decoder.js");
const stockRead = kafkajs.read("src/protocol/recordBatch/v0/decoder.js");

const decompression = (attributes: number) => {
  const codec = lookupCodecByAttributes(attributes);
  return codec === null ? undefined : (bytes: Buffer) => codec.decompress(bytes);
};

interface Written {
  readonly offsetDelta: number;
  readonly timestampDelta: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | Buffer[]>;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((content) => Buffer.from(content));
const written: fc.Arbitrary<Written> = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(
    fc.string({ unit: "binary", maxLength: 20 }).filter((name) => name !== "__proto__"),
    fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })),
    { maxKeys: 3 },
  ),
});
const batch = fc.record({
  records: fc.array(written, { maxLength: 20 }),
  firstOffset: fc.integer({ min: 0, max: 2 ** 52 }),
  firstTimestamp: fc.integer({ min: -1, max: 2 ** 51 }),
  maxTimestamp: fc.integer({ min: -1, max: 2 ** 52 }),
  lastOffsetDelta: fc.nat(),
  producerId: fc.oneof(fc.constant("-1"), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String)),
  transactional: fc.boolean(),
  compression: fc.constantFrom(0, 1),
  isLogAppendTime: fc.boolean(),
  isControl: fc.boolean(),
});
type Batch = typeof batch extends fc.Arbitrary<infer B> ? B : never;

async function bytesOf({ records, isLogAppendTime, isControl, ...head }: Batch): Promise<Buffer> {
  const encoder = await writeBatch({ ...head, records: records.map((record) => writeRecord(record)) });
  const found: Buffer = encoder.buffer;
  // What only a broker sets.
  found.writeInt16BE(found.readInt16BE(21) | (isLogAppendTime ? 0x08 : 0) | (isControl ? 0x20 : 0), 21);
  return found;
}

/** As kafkajs reads it, in the words of this room. */
async function stockView(content: Buffer) {
  const { records, ...head } = await stockRead(new Decoder(content));
  return {
    firstOffset: Number(head.firstOffset),
    lastOffset: Number(head.firstOffset) + head.lastOffsetDelta,
    producerId: head.producerId,
    isTransactional: head.inTransaction,
    isControl: head.isControlBatch,
    records: records.map((record: Record<string, unknown>) => ({
      offset: Number(record.offset),
      timestamp: Number(record.timestamp),
      key: record.key,
      value: record.value,
      headers: Object.fromEntries(
        Object.entries(record.headers as Record<string, Buffer | Buffer[]>).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.at(-1) : value,
        ]),
      ),
    })),
  };
}

function view(found: RecordBatch) {
  const { firstOffset, lastOffset, producerId, isTransactional, isControl } = found;
  const records: object[] = [];
  const record = new RecordCursor(found);
  while (record.next()) {
    const { offset, timestamp, key, value, headers } = record;
    records.push({ offset, timestamp, key, value, headers });
  }
  return { firstOffset, lastOffset, producerId, isTransactional, isControl, records };
}

test("batches are read as kafkajs reads them, compressed or not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 3 }), async (batches) => {
      const contents = await Promise.all(batches.map(bytesOf));

      const found = await readBatches(Buffer.concat(contents), decompression);

      expect(found.map(view)).toEqual(await Promise.all(contents.map(stockView)));
    }),
  );
});

const plain: Batch = {
  records: [{ offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.alloc(50), headers: {} }],
  firstOffset: 7,
  firstTimestamp: 1_000,
  maxTimestamp: 2_000,
  lastOffsetDelta: 0,
  producerId: "-1",
  transactional: false,
  compression: 0,
  isLogAppendTime: false,
  isControl: false,
};

test("a batch that the broker has cut short is left for the next answer, wherever it was cut", async () => {
  const content = await bytesOf(plain);
  const both = Buffer.concat([content, content]);

  for (let cut = 1; cut <= content.length; cut++) {
    const found = await readBatches(both.subarray(0, both.length - cut), decompression);
    expect(found.map(view)).toEqual([await stockView(content)]);
  }
});

test("a record's key and value are parts of the answer, not copies", async () => {
  const content = await bytesOf(plain);
  const [found] = await readBatches(content, decompression);
  const record = new RecordCursor(found as RecordBatch);
  record.next();

  content.fill(9, content.length - 51, content.length - 1);

  expect(record.value).toEqual(Buffer.alloc(50, 9));
});

test("records in the format before 2017 are refused, not misread", async () => {
  const content = await bytesOf(plain);
  content.writeInt8(1, 16);

  await expect(readBatches(content, decompression)).rejects.toThrow("format 1");
});

test("bytes that cannot be a batch end in an error, neither in a loop nor in a record", async () => {
  const shorter = await bytesOf(plain);
  shorter.writeInt32BE(-12, 8);
  await expect(readBatches(shorter, decompression)).rejects.toThrow("shorter");

  const content = await bytesOf(plain);
  content.writeInt32BE(2, 57); // one record, said to be two
  const [two] = await readBatches(content, decompression);
  const record = new RecordCursor(two as RecordBatch);
  expect(record.next()).toBe(true);
  expect(() => record.next()).toThrow("longer than its batch");
});
