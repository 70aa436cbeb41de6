import { moduleSyntax } from "../../src/check-tree/module-syntax.mjs";

const importsOf = (text, path = "a.ts") => moduleSyntax(path, text).imports;

test.each([
  ['import a from "x";', { from: "x", typeOnly: false }],
  ['import "x";', { from: "x", typeOnly: false }],
  ['import * as a from "x";', { from: "x", typeOnly: false }],
  ['import { a as b } from "x";', { from: "x", names: ["a"], typeOnly: false }],
  ['import type { A } from "x";', { from: "x", typeOnly: true }],
  ['import { type A } from "x";', { from: "x", typeOnly: true }],
  ['import { type A, b } from "x";', { from: "x", typeOnly: false }],
  ['export { a } from "x";', { from: "x", typeOnly: false }],
  ['export * from "x";', { from: "x", typeOnly: false }],
  ['export type { A } from "x";', { from: "x", typeOnly: true }],
  ['const a = await import("x");', { from: "x", typeOnly: false }],
  ['function f() { if (1) { return require("x"); } }', { from: "x", typeOnly: false }],
  ['const path = require.resolve("x");', { from: "x", typeOnly: false }],
  ['const url = import.meta.resolve("x");', { from: "x", typeOnly: false }],
  ['let a: import("x").A;', { from: "x", typeOnly: true }],
])("%s is an import", (text, expected) => {
  expect(importsOf(text)).toMatchObject([expected]);
});

test.each([
  '// import a from "x"',
  'const text = `import a from "x"`;',
  'object.require("x");',
  "import(name);",
])("%s is none", (text) => {
  expect(importsOf(text)).toEqual([]);
});

test("pages with JSX are read", () => {
  expect(importsOf('import { render } from "preact"; render(<a href="/">b</a>);', "a.tsx")).toMatchObject([
    { from: "preact" },
  ]);
});

test.each([
  "process.env.PORT",
  "process.env",
  'process["env"].PORT',
  "globalThis.process.env.PORT",
  "const { env } = process;",
  "const { env: all, argv } = globalThis.process;",
  'import { env } from "node:process";',
  'import { env as all } from "process";',
  "f(() => ({ ...process.env }));",
])("%s reads the environment", (text) => {
  expect(moduleSyntax("a.ts", text).readsEnvironment).toBe(true);
});

test.each([
  "process.argv",
  "context.env",
  "const { env } = context;",
  "// process.env",
  'import { argv } from "node:process";',
])("%s does not", (text) => {
  expect(moduleSyntax("a.ts", text).readsEnvironment).toBe(false);
});
