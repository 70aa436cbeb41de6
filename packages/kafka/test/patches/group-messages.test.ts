import type { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { groupMessages, patchGroupMessages } from "../../src/patches/group-messages.ts";
import { compareWithStock } from "./kafkajs-copies.ts";

const count = 2_000;
const messages = Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: null }));
const partitionMetadata = [{ partitionId: 0, leader: 1, isr: [1] }];

/** Elements that iterating over arrays hands out meanwhile; a spread such as `[...group, message]` iterates. */
function elementsIterated(realms: readonly ArrayConstructor[], work: () => void): number {
  let elements = 0;
  const restore = realms.map(({ prototype }) => {
    const original = prototype[Symbol.iterator];
    prototype[Symbol.iterator] = function (this: unknown[]) {
      elements += this.length;
      return original.call(this);
    } as typeof original;
    return () => {
      prototype[Symbol.iterator] = original;
    };
  });
  try {
    work();
  } finally {
    restore.forEach((each) => {
      each();
    });
  }
  return elements;
}

function group(modules: KafkajsModules): number {
  const grouping = modules.read("src/producer/groupMessagesPerPartition.js");
  const outside = (modules.read("src/consumer/batch.js").constructor as FunctionConstructor)(
    "return Array",
  )();
  const request = { topic: "positions", partitionMetadata, messages, partitioner: () => 0 };
  return elementsIterated([...new Set([Array, outside])], () => grouping(request));
}

test("grouping looks at each message once, instead of copying the group for each of them", async () => {
  const { stock, patched } = await compareWithStock(patchGroupMessages, group);

  // 0 + 1 + … + 1,999 elements are copied.
  expect(stock).toEqual(new Array(10).fill((count * (count - 1)) / 2));
  expect(patched).toBeLessThanOrEqual(count);
});

test("each group keeps the order of its messages", () => {
  const partitioner = ({ message }: { message: { key: string | Buffer | null } }) =>
    message.key === "a" ? 0 : 1;
  const ordered = ["a", "b", "a", "c", "a"].map((key, index) => ({ key, value: Buffer.from([index]) }));

  const groups = groupMessages({ topic: "positions", partitionMetadata, messages: ordered, partitioner });

  const numbers = (partition: number) => groups[partition]?.map(({ value }) => value?.[0]);
  expect(numbers(0)).toEqual([0, 2, 4]);
  expect(numbers(1)).toEqual([1, 3]);
});

test("a topic without partitions has no groups", () => {
  expect(groupMessages({ topic: "x", partitionMetadata: [], messages, partitioner: () => 0 })).toEqual({});
});
