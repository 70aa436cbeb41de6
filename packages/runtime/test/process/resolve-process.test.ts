import { defineConsumer } from "../../src/define.ts";
import { fold } from "../../src/process/fold.ts";
import { map } from "../../src/process/map.ts";
import type { Process } from "../../src/process/process.ts";
import { resolveProcess } from "../../src/process/resolve-process.ts";
import { thingTopic } from "../things.ts";

const wide = { ...thingTopic, name: "test.wide.v1", partitions: 6 };
const foldOf = (version: number) => fold({ state: { version }, step: () => [undefined, []] });

function resolved(process: Process | (() => Process) | undefined, inputs = [thingTopic]) {
  const service = { name: "counter", summary: "", config: {}, inputs, outputs: [] };
  return resolveProcess(defineConsumer({ ...service, ...(process && { process }) }), {});
}

test("a process may depend on the configuration, or not be there", () => {
  const passing = map(() => []);
  expect(resolved(() => passing)).toBe(passing);
  expect(resolved(undefined)).toBeUndefined();
});

test("the inputs of a fold must have the same number of partitions; those of a map need not", () => {
  expect(() => resolved(foldOf(1), [thingTopic, wide])).toThrow(
    "the inputs of the fold counter need the same number of partitions: test.thing.v1 has 2, test.wide.v1 has 6",
  );
  expect(() =>
    resolved(
      map(() => []),
      [thingTopic, wide],
    ),
  ).not.toThrow();
});

test.each([
  ["no inputs", () => resolved(foldOf(1), []), "has a process, but no inputs"],
  ["an input twice", () => resolved(foldOf(1), [thingTopic, thingTopic]), "has an input twice"],
  ["a version that is no whole number", () => resolved(foldOf(1.5)), "the state version of counter is 1.5"],
])("a process with %s is refused", (_what, resolve, message) => {
  expect(resolve).toThrow(message);
});
