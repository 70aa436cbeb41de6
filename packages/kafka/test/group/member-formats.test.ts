import {
  decodeAssignment,
  decodeSubscription,
  encodeAssignment,
  encodeSubscription,
} from "../../src/group/member-formats.ts";

const held = [
  { topic: "a", partition: 0 },
  { topic: "a", partition: 7 },
  { topic: "b", partition: 0 },
];

/** Kafka's `ConsumerProtocolAssignment` version 0, written by hand: int16, [string [int32]], bytes. */
function assignmentBytes(): Buffer {
  const bytes = Buffer.alloc(2 + 4 + (2 + 1 + 4 + 8) + (2 + 1 + 4 + 4) + 4);
  let at = bytes.writeInt16BE(0, 0);
  at = bytes.writeInt32BE(2, at);
  for (const [topic, partitions] of [
    ["a", [0, 7]],
    ["b", [0]],
  ] as const) {
    at = bytes.writeInt16BE(1, at);
    at += bytes.write(topic, at);
    at = bytes.writeInt32BE(partitions.length, at);
    for (const partition of partitions) at = bytes.writeInt32BE(partition, at);
  }
  bytes.writeInt32BE(0, at);
  return bytes;
}

test("an assignment is in Kafka's own format, so that its tools can show who has what", () => {
  expect(encodeAssignment(held)).toEqual(assignmentBytes());
  expect(decodeAssignment(assignmentBytes())).toEqual(held);
});

test("no bytes, as a coordinator sends to who gets nothing, are no partitions", () => {
  expect(decodeAssignment(Buffer.alloc(0))).toEqual([]);
});

test("a subscription carries what is held, and since which generation", () => {
  const subscription = { topics: ["a", "b"], owned: held, generation: 41 };

  expect(decodeSubscription(encodeSubscription(subscription))).toEqual(subscription);
  const nothing = { topics: ["a"], owned: [], generation: -1 };
  expect(decodeSubscription(encodeSubscription(nothing))).toEqual(nothing);
});

test("a subscription of another client, with nothing in the free part, holds nothing", () => {
  const bytes = Buffer.alloc(2 + 4 + 3 + 4);
  bytes.writeInt32BE(1, 2);
  bytes.writeInt16BE(1, 6);
  bytes.write("a", 8);
  bytes.writeInt32BE(-1, 9);

  expect(decodeSubscription(bytes)).toEqual({ topics: ["a"], owned: [], generation: -1 });
});
