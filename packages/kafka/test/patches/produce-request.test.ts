import fc from "fast-check";
import type { Message, PartitionSend } from "../../src/kafkajs/kafkajs-internals.ts";
import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchProduceRequest } from "../../src/patches/produce-request.ts";
import { patchedKafkajs } from "./kafkajs-copies.ts";

const stock = new KafkajsModules();
const patched = patchedKafkajs(patchProduceRequest);

/** Every clock that kafkajs or its patch may look at: they live in different realms when under test. */
const outside = (stock.read("src/consumer/batch.js").constructor as FunctionConstructor)("return Date")();
const clocks: DateConstructor[] = [...new Set<DateConstructor>([Date, outside])];
const originals = clocks.map(({ now }) => now);
beforeAll(() => {
  for (const clock of clocks) clock.now = () => 1_795_000_000_123;
});
afterAll(() => {
  for (const [index, clock] of clocks.entries()) clock.now = originals[index] as () => number;
});

interface Produce {
  readonly acks: number;
  readonly timeout: number;
  readonly transactionalId?: string | undefined;
  readonly producerId: string | number;
  readonly producerEpoch: number;
  readonly compression?: number;
  readonly topicData: readonly { readonly topic: string; readonly partitions: readonly PartitionSend[] }[];
}

/** What goes to the socket. */
async function bytesOf(modules: KafkajsModules, produce: Produce): Promise<Buffer> {
  const { request } = modules.read("src/protocol/requests/produce/index.js").protocol({ version: 7 })(
    produce,
  );
  const frame = await modules.read("src/protocol/request.js")({
    correlationId: 9,
    clientId: "wörk",
    request,
  });
  return frame.buffer;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((content) => Buffer.from(content));
const text = fc.string({ unit: "binary", maxLength: 90 });
const content = fc.oneof(text, bytes);
const message: fc.Arbitrary<Message> = fc.record(
  {
    key: fc.option(content),
    value: fc.option(bytes),
    headers: fc.dictionary(text, content, { maxKeys: 4 }),
  },
  { requiredKeys: ["key", "value"] },
);
const partition = fc.record({
  topic: fc.constant(""),
  partition: fc.nat(99),
  messages: fc.array(message, { minLength: 1, maxLength: 150 }),
  firstSequence: fc.nat(),
});
const produce: fc.Arbitrary<Produce> = fc.record({
  acks: fc.constantFrom(-1, 0, 1),
  timeout: fc.nat(),
  transactionalId: fc.option(text, { nil: undefined }),
  producerId: fc.oneof(fc.constant(-1), fc.maxSafeNat().map(String)),
  producerEpoch: fc.nat(32_767),
  topicData: fc.array(fc.record({ topic: text, partitions: fc.array(partition, { maxLength: 3 }) }), {
    maxLength: 3,
  }),
});

test("a request is, byte for byte, what kafkajs would send", async () => {
  await fc.assert(
    fc.asyncProperty(produce, async (request) => {
      expect((await bytesOf(patched, request)).equals(await bytesOf(stock, request))).toBe(true);
    }),
  );
});

function plain(messages: readonly Message[], compression = 0): Produce {
  const send = { topic: "t", partition: 0, messages, firstSequence: 0 };
  const topicData = [{ topic: "t", partitions: [send] }];
  return { acks: -1, timeout: 1, producerId: -1, producerEpoch: 0, topicData, compression };
}

test("so it is for many records, and for large ones", async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => ({
    key: `k${index}`,
    value: Buffer.alloc(20, index),
  }));
  const large = [{ key: null, value: Buffer.alloc(3_000_000, "large") }];

  for (const messages of [many, large])
    expect((await bytesOf(patched, plain(messages))).equals(await bytesOf(stock, plain(messages)))).toBe(
      true,
    );
});

test("records are not copied one by one: kafkajs makes several buffers for each, the patch one for all", async () => {
  const messages = Array.from({ length: 1_000 }, (_, index) => ({
    key: `k${index}`,
    value: Buffer.alloc(9),
  }));
  const buffersOf = async (modules: KafkajsModules) => {
    const Encoder = modules.read("src/protocol/encoder.js");
    let written = 0;
    const original = Encoder.prototype.writeBufferInternal;
    Encoder.prototype.writeBufferInternal = function (buffer: Buffer) {
      written++;
      return original.call(this, buffer);
    };
    await bytesOf(modules, plain(messages));
    Encoder.prototype.writeBufferInternal = original;
    return written;
  };

  expect(await buffersOf(stock)).toBeGreaterThan(5_000);
  expect(await buffersOf(patched)).toBe(0);
});

test("a compressed batch is left to kafkajs", async () => {
  const gzip = 1;
  const request = plain([{ key: "k", value: Buffer.alloc(1_000) }], gzip);

  expect((await bytesOf(patched, request)).equals(await bytesOf(stock, request))).toBe(true);
});
