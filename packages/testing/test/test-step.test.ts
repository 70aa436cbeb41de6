import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests, type TestStep } from "../src/test-step.ts";

let root: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "test-step-"));
  file = join(root, "packages/one/test/a.test.ts");
  mkdirSync(join(root, "services"));
  mkdirSync(join(root, "packages/one/test-results"), { recursive: true });
  writeFileSync(join(root, "packages/one/package.json"), '{"scripts":{"test":"jest"}}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const passing = () => ({ file, passed: 2, failed: 0, skipped: 0, failures: [] });
const failing = (message: string) => ({
  file,
  passed: 1,
  failed: 1,
  skipped: 0,
  failures: [{ file, test: "a bus moves", message }],
});

/** For Node: leaves these results, or none, and exits so. */
function leaving(code: number, results?: object): readonly string[] {
  const path = join(root, "packages/one/test-results/unit.json");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(JSON.stringify([results]))});`;
  return ["-e", `${results ? write : ""} process.exit(${code})`];
}

const run = (args: readonly string[], again?: TestStep["again"]) =>
  runTests(
    process.execPath,
    { name: "tests", args, task: { script: "test", left: "unit.json" }, ...(again && { again }) },
    root,
    {},
  );

test("tests that pass are counted, and not tried again", async () => {
  const outcome = await run(leaving(0, passing()), () => {
    throw new Error("tried again");
  });
  expect(outcome).toEqual({ counts: { passed: 2, failed: 0, skipped: 0 }, failures: [], onlyAgain: [] });
});

test("a file that fails is tried once more, and what it comes to then counts; why it failed is told", async () => {
  const outcome = await run(leaving(1, failing("too slow")), (folder, files) => {
    expect([folder, files]).toEqual([join("packages", "one"), [file]]);
    return leaving(0, passing());
  });
  expect(outcome).toEqual({
    counts: { passed: 2, failed: 0, skipped: 0 },
    failures: [],
    onlyAgain: failing("too slow").failures,
  });
});

test("a file that fails twice has failed", async () => {
  const outcome = await run(leaving(1, failing("too slow")), () => leaving(1, failing("too slow again")));
  expect(outcome).toEqual({
    counts: { passed: 1, failed: 1, skipped: 0 },
    failures: failing("too slow again").failures,
    onlyAgain: [],
  });
});

test("a file whose second try leaves nothing has failed as it did at first", async () => {
  const outcome = await run(leaving(1, failing("too slow")), () => leaving(1));
  expect(outcome).toMatchObject({ counts: { failed: 1 }, failures: failing("too slow").failures });
});

test("without a second try, what failed has failed", async () => {
  const outcome = await run(leaving(1, failing("a counterexample")));
  expect(outcome).toMatchObject({ counts: { failed: 1 }, failures: failing("a counterexample").failures });
});

test("a run that leaves nothing counts as one failure, and so does one that fails although no test did", async () => {
  expect(await run(leaving(1))).toMatchObject({
    counts: { passed: 0, failed: 1 },
    failures: [{ message: expect.stringContaining("left no results") }],
  });
  expect(await run(leaving(1, passing()))).toMatchObject({
    counts: { passed: 2, failed: 1 },
    failures: [{ message: "it failed although no test did" }],
  });
});
