import { failureText } from "../src/failure.ts";

const file = "/tree/services/map-feed/test/buses.test.ts";

test("a failure says where, what and why, below the root and without colours", () => {
  const message = "\u001b[31mexpected 2\u001b[39m\n\n    at buses.test.ts:9\n";
  expect(failureText("/tree/", { file, test: "a bus moves", message })).toBe(
    [
      "services/map-feed/test/buses.test.ts",
      "  a bus moves",
      "    expected 2",
      "",
      "        at buses.test.ts:9",
    ].join("\n"),
  );
});

test("of a stack, only the project's own frames are shown", () => {
  const message = [
    "Error: it stands",
    "    at toBe (/tree/services/map-feed/test/buses.test.ts:9:3)",
    "    at new Promise (<anonymous>)",
    "    at run (/tree/node_modules/jest-circus/build/runner.js:1:1)",
    "    at file:///tree/packages/kafka/node_modules/lru-cache/index.js:7:2",
  ].join("\n");
  expect(failureText("/tree", { file, test: "a bus moves", message }).split("\n").slice(2)).toEqual([
    "    Error: it stands",
    "        at toBe (/tree/services/map-feed/test/buses.test.ts:9:3)",
  ]);
});

test("a file that could not be run has no line for a test", () => {
  expect(failureText("/tree", { file, test: "", message: "no such module" })).toBe(
    "services/map-feed/test/buses.test.ts\n    no such module",
  );
});

test("a reason of twenty lines is shown whole, a longer one is cut", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line + 1}`).join("\n");
  const shown = (count: number) =>
    failureText("/tree", { file, test: "a bus moves", message: lines(count) })
      .split("\n")
      .slice(2);
  expect(shown(20).at(-1)).toBe("    line 20");
  expect(shown(21)).toHaveLength(21);
  expect(shown(21).slice(-2)).toEqual(["    line 20", "    …"]);
});
