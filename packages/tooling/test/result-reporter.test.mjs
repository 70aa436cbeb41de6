import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const jest = join(import.meta.dirname, "../../../node_modules/jest/bin/jest.js");
const reporter = join(import.meta.dirname, "../src/result-reporter.js");
let root;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "result-reporter-")));
  write("package.json", "{}");
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (path, text) => writeFileSync(join(root, path), text);

function run() {
  const config = {
    rootDir: root,
    transform: {},
    reporters: [[reporter, { file: join(root, "left/unit.json") }]],
  };
  const { status } = spawnSync(process.execPath, [jest, "--config", JSON.stringify(config)], { cwd: root });
  return { status, left: JSON.parse(readFileSync(join(root, "left/unit.json"), "utf8")) };
}

test("a file that passes leaves its counts", () => {
  write("good.test.js", 'test("stands", () => {}); test.skip("waits", () => {}); test.todo("comes");');
  const file = join(root, "good.test.js");
  expect(run()).toEqual({ status: 0, left: [{ file, passed: 1, failed: 0, skipped: 2, failures: [] }] });
});

test("each failed test is left with its file, its name in full and its reason", () => {
  write(
    "bad.test.js",
    'test("stands", () => {}); describe("a bus", () => test("moves", () => { throw new Error("it stands"); }));',
  );
  const file = join(root, "bad.test.js");
  const message = expect.stringContaining("Error: it stands");
  expect(run()).toEqual({
    status: 1,
    left: [{ file, passed: 1, failed: 1, skipped: 0, failures: [{ file, test: "a bus moves", message }] }],
  });
});

test("a file that cannot be run is one failure without a test's name", () => {
  write("torn.test.js", 'require("./is-not-there"); test("stands", () => {});');
  const file = join(root, "torn.test.js");
  const message = expect.stringContaining("is-not-there");
  expect(run()).toEqual({
    status: 1,
    left: [{ file, passed: 0, failed: 1, skipped: 0, failures: [{ file, test: "", message }] }],
  });
});
