import { checkTree } from "../../src/check-tree/check.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const manifest = (dependencies, devDependencies = {}) =>
  JSON.stringify({
    dependencies: Object.fromEntries(dependencies.map((name) => [name, "1"])),
    devDependencies,
  });

const messagesOf = (texts) =>
  checkTree(
    memoryTree({
      "package.json": '{"devDependencies":{"jest":"30"}}',
      "package-lock.json": '{"packages":{}}',
      ...texts,
    }),
  )
    .findings.filter(({ rule }) => rule === "foreign-libraries")
    .map(({ file, message }) => `${file}: ${message}`);

test("kafkajs stays in its room, types included, and so does the registry client", () => {
  const libraries = ["kafkajs", "@kafkajs/confluent-schema-registry"];
  for (const library of libraries) {
    for (const text of [`import "${library}";`, `import type { A } from "${library}";`]) {
      const elsewhere = {
        "packages/runtime/package.json": manifest([library]),
        "packages/runtime/src/a.ts": text,
      };
      expect(messagesOf(elsewhere)).toEqual([
        `packages/runtime/src/a.ts: imports ${library}, which only packages/kafka may`,
      ]);
      const home = { "packages/kafka/package.json": manifest([library]), "packages/kafka/src/a.ts": text };
      expect(messagesOf(home)).toEqual([]);
    }
  }
});

test("fastify, pino and prom-client are opened in the runtime; others name their types, tests open stand-ins", () => {
  const texts = (text) => ({ "services/a/package.json": manifest(["fastify"]), "services/a/src/a.ts": text });
  expect(messagesOf(texts('import fastify from "fastify";'))).toEqual([
    "services/a/src/a.ts: imports fastify, which only packages/runtime may",
  ]);
  expect(messagesOf(texts('import type { FastifyInstance } from "fastify";'))).toEqual([]);
  const test = {
    "services/a/package.json": manifest([], { fastify: "5" }),
    "services/a/e2e/a.ts": 'import "fastify";',
  };
  expect(messagesOf(test)).toEqual([]);
});

test("any other library has one room in production; tests and the language of schemas are free", () => {
  const both = (path) => ({
    "services/a/package.json": manifest(["saxes", "typebox"]),
    "services/b/package.json": manifest(["saxes", "typebox"]),
    "services/a/src/a.ts": 'import "saxes/sub"; import "typebox";',
    [path]: 'import "saxes"; import "typebox";',
  });
  expect(messagesOf(both("services/b/src/b.ts"))).toEqual([
    "services/a/src/a.ts: saxes is used in services/a and services/b: keep it in one room",
  ]);
  expect(messagesOf(both("services/b/test/b.test.ts"))).toEqual([]);
});

test("what is imported is declared by the package itself, not found by luck at the root", () => {
  const texts = { "services/a/package.json": manifest(["saxes"], { leaflet: "1" }) };
  expect(messagesOf({ ...texts, "services/a/src/a.ts": 'import "@scope/b/c";' })).toEqual([
    "services/a/src/a.ts: imports @scope/b, which services/a/package.json does not declare under dependencies",
  ]);
  expect(messagesOf({ ...texts, "services/a/src/a.ts": 'import "leaflet";' })).toHaveLength(1);
  expect(messagesOf({ ...texts, "services/a/page/a.ts": 'import "leaflet";' })).toEqual([]);
  expect(
    messagesOf({ ...texts, "services/a/test/a.ts": 'import "leaflet"; import "@jest/globals";' }),
  ).toEqual([]);
});

test("files, Node's modules and our packages are no libraries", () => {
  const text = 'import "./b.ts"; import "node:fs"; import "fs/promises"; import "@tributary/config";';
  expect(messagesOf({ "services/a/package.json": manifest([]), "services/a/src/a.ts": text })).toEqual([]);
});
