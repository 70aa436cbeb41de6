import { emit, emitLatest, retract } from "../../src/process/emit.ts";
import { isPoison, maxRecordBytes, Outbox } from "../../src/process/outbox.ts";
import { changeTopic, countTopic } from "./fold-scene.ts";

const encoder = {
  encode: (value: unknown) => {
    const { color } = value as { color: string };
    if (color === "unspeakable") throw new Error("color: unspeakable");
    return Buffer.from(JSON.stringify(value));
  },
};
const outbox = new Outbox(
  "counter",
  [countTopic, changeTopic].map((topic) => ({ topic, encoder })),
);
const count = (color: string, n = 1) => ({ color, count: n });
const error = (what: unknown) => {
  const letter = outbox.encode(what);
  return isPoison(letter) ? letter.error : undefined;
};

test("an emit becomes bytes under the key of its contract", () => {
  const letter = outbox.encode(emit(countTopic, count("red", 2)));
  expect(letter).toEqual({
    topic: "test.count.v1",
    key: "red",
    value: Buffer.from('{"color":"red","count":2}'),
    isCompacted: true,
    bytes: 25,
  });
  expect(outbox.encode(emit(changeTopic, count("red")))).toMatchObject({ isCompacted: false });
});

test.each<[string, unknown, string]>([
  ["is out of its contract's range", emit(countTopic, count("red", 1_000)), "emit_out_of_range"],
  ["cannot be encoded", emit(countTopic, count("unspeakable")), "emit_unencodable"],
  ["makes the contract's own check throw", emit(countTopic, undefined as never), "emit_unencodable"],
  ["has no key", emit(countTopic, count("")), "emit_without_key"],
  ["is too large", emit(countTopic, count("x".repeat(maxRecordBytes))), "emit_too_large"],
  ["is no emit", { value: 1 }, "not_an_emit"],
  ["is nothing", undefined, "not_an_emit"],
  ["retracts no key", retract(countTopic, ""), "emit_without_key"],
])("an emit that %s makes its record poison", (_what, what, expected) => {
  expect(error(what)).toBe(expected);
});

test("a retraction is a tombstone under the key it names", () => {
  expect(outbox.encode(retract(countTopic, "red"))).toEqual({
    topic: "test.count.v1",
    key: "red",
    value: null,
    isCompacted: true,
    bytes: 3,
  });
});

test("a retraction from a topic that is not compacted is a fault of the service, not of the record", () => {
  expect(() => outbox.encode(retract(changeTopic, "red"))).toThrow(
    "counter retracts from test.change.v1, which is not compacted",
  );
});

test("what is made when it is sent is made at once where nothing can take its place", () => {
  const latest = emitLatest(countTopic, "red", () => count("red", 2));
  expect(outbox.encode(latest)).toEqual(outbox.encode(emit(countTopic, count("red", 2))));
  expect(error(emitLatest(countTopic, "red", () => count("blue")))).toBe("emit_under_wrong_key");
});

test("the latest of a topic that is not compacted is a fault of the service, not of the record", () => {
  expect(() => outbox.draft(emitLatest(changeTopic, "red", () => count("red")))).toThrow(
    "counter emits the latest to test.change.v1, which is not compacted",
  );
});

test("an emit to a topic that is not declared is told by all names", () => {
  expect(() => outbox.encode(emit({ ...countTopic, name: "test.stray.v1" }, count("red")))).toThrow(
    "counter emits to test.stray.v1, which is not among its outputs (test.count.v1, test.change.v1): add it there",
  );
});
