import { EncodingError } from "@tributary/kafka";
import { maxRecordBytes } from "../../src/process/outbox.ts";
import { packer } from "../../src/replay/pack.ts";
import { RefusedValue } from "../../src/replay/recording.ts";
import { type Thing, thingTopic } from "../things.ts";

const encoder = {
  encode: ({ color }: Thing) => {
    if (color === "unspeakable") throw new EncodingError("color", "color: unspeakable", undefined);
    if (color === "bug") throw new TypeError("a bug");
    return Buffer.from(color);
  },
};
const topic = {
  ...thingTopic,
  fault: ({ at }: Thing) => (at < 0 ? { field: "at", given: at, expected: "0 or more" } : undefined),
};
const pack = packer(topic, encoder);
const thing = (over: Partial<Thing> = {}): Thing => ({ id: "a", at: 1, color: "red", ...over });

const refusal = (value: Thing) => {
  try {
    pack(value);
    return undefined;
  } catch (error) {
    if (error instanceof RefusedValue) return [error.field, error.message];
    throw error;
  }
};

test("a value becomes bytes under the key of its contract", () => {
  expect(pack(thing())).toEqual({ key: "a", value: Buffer.from("red") });
});

test.each([
  ["is out of range", thing({ at: -1 }), ["at", "at is -1, expected 0 or more"]],
  ["is not of the schema", thing({ color: "unspeakable" }), ["color", "color: unspeakable"]],
  ["has no key", thing({ id: "" }), ["", "the key is empty"]],
])("one that %s is refused by its field", (_what, value, expected) => {
  expect(refusal(value)).toEqual(expected);
});

test("one that no transaction takes is refused; a bug is no refusal", () => {
  expect(refusal(thing({ color: "x".repeat(maxRecordBytes) }))?.[1]).toMatch(
    /bytes, at most 880000 are sent$/,
  );
  expect(() => pack(thing({ color: "bug" }))).toThrow(TypeError);
});
