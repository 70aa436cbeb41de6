import { checkTree } from "../../src/check-tree/check.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const manifest = JSON.stringify({ exports: { ".": "./src/index.ts", "./parts": "./src/parts.ts" } });
const rooms = Object.fromEntries(
  [
    "contracts",
    "config",
    "kafka",
    "runtime",
    "catalog",
    "testing",
    "local-stack",
    "tooling",
    "bus-network",
  ].map((name) => [`packages/${name}/package.json`, manifest]),
);
const house = {
  "package.json": "{}",
  "package-lock.json": '{"packages":{}}',
  ...rooms,
  "services/map-feed/package.json": manifest,
  "services/bus-gps/package.json": manifest,
};

const messagesOf = (path, text, more = {}) =>
  checkTree(memoryTree({ ...house, ...more, [path]: text }))
    .findings.filter(({ rule }) => rule === "import-boundaries")
    .map(({ file, message }) => `${file}: ${message}`);

test.each([
  ["services/map-feed/src/a.ts", "@tributary/runtime"],
  ["services/map-feed/src/a.ts", "@tributary/contracts"],
  ["services/map-feed/src/a.ts", "@tributary/config"],
  ["services/map-feed/src/a.ts", "@tributary/bus-network"],
  ["services/map-feed/test/a.test.ts", "@tributary/testing"],
  ["services/map-feed/jest.config.js", "@tributary/tooling"],
  ["packages/runtime/src/a.ts", "@tributary/kafka"],
  ["packages/kafka/src/a.ts", "@tributary/contracts"],
  ["packages/catalog/src/a.ts", "@tributary/map-feed"],
  ["packages/local-stack/src/a.ts", "@tributary/catalog"],
  ["packages/testing/src/a.ts", "@tributary/local-stack"],
  ["packages/testing/src/a.ts", "@tributary/local-stack/parts"],
  ["packages/kafka/src/a.ts", "./b/c.ts"],
  ["packages/kafka/test/a.ts", "../src/c.ts"],
])("%s may import %s", (path, from) => {
  expect(messagesOf(path, `import "${from}";`)).toEqual([]);
});

test.each([
  ["services/map-feed/src/a.ts", "@tributary/kafka"],
  ["services/map-feed/src/a.ts", "@tributary/bus-gps"],
  ["services/map-feed/test/a.test.ts", "@tributary/bus-gps"],
  ["services/map-feed/src/a.ts", "@tributary/testing"],
  ["services/map-feed/src/a.ts", "@tributary/catalog"],
  ["packages/contracts/src/a.ts", "@tributary/config"],
  ["packages/config/src/a.ts", "@tributary/contracts"],
  ["packages/kafka/src/a.ts", "@tributary/runtime"],
  ["packages/runtime/src/a.ts", "@tributary/map-feed"],
  ["packages/local-stack/src/a.ts", "@tributary/map-feed"],
  ["packages/bus-network/src/a.ts", "@tributary/config"],
])("%s may not import %s", (path, from) => {
  expect(messagesOf(path, `import "${from}";`).join()).toContain(
    `${path}: may not import ${from}; it may import`,
  );
});

test("a type crosses a boundary like a value: the rooms would still know each other", () => {
  expect(messagesOf("services/map-feed/src/a.ts", 'import type { A } from "@tributary/kafka";')).toHaveLength(
    1,
  );
});

test("what a package does not export stays inside", () => {
  expect(messagesOf("services/map-feed/src/a.ts", 'import "@tributary/runtime/src/health.ts";')).toEqual([
    "services/map-feed/src/a.ts: imports @tributary/runtime/src/health.ts, which packages/runtime/package.json does not export",
  ]);
});

test("a path does not lead out of a package", () => {
  expect(messagesOf("services/map-feed/src/a.ts", 'import "../../../packages/kafka/src/a.ts";')).toHaveLength(
    1,
  );
  expect(messagesOf("services/map-feed/src/a.ts", 'import "../../map-feed-two/src/a.ts";')).toHaveLength(1);
});

test("a package does not import itself by name", () => {
  expect(messagesOf("packages/kafka/src/a.ts", 'import "@tributary/kafka";')).toHaveLength(1);
});

test("a package that nobody placed in the table is reported", () => {
  expect(messagesOf("packages/nowhere/package.json", manifest)).toEqual([
    "packages/nowhere/package.json: is not in the table of who may import whom (check-tree/rooms.mjs)",
  ]);
});
