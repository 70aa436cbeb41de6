import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetResults, readResults } from "../src/test-results.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "results-"));
  leave("packages/one", { passed: 3, failed: 0, skipped: 1, failures: [] });
  leave("services/two", { passed: 4, failed: 0, skipped: 0, failures: [] });
  mkdirSync(join(root, "packages/without-tests"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the counts of all packages and services are summed", () => {
  expect(readResults(root, "unit.json", true).counts).toEqual({ passed: 7, failed: 0, skipped: 1 });
});

test("a run that failed without a failed test counts as one failure", () => {
  expect(readResults(root, "unit.json", false).counts).toEqual({ passed: 7, failed: 1, skipped: 1 });
});

test("failed tests of a failed run are counted once", () => {
  leave("packages/one", { passed: 1, failed: 2, skipped: 0, failures: [] });
  expect(readResults(root, "unit.json", false).counts).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test("what failed in any of them is named", () => {
  const slow = { file: "/tree/packages/one/test/a.test.ts", test: "a bus moves", message: "too slow" };
  const torn = { file: "/tree/services/two/test/b.test.ts", test: "", message: "no such module" };
  leave("packages/one", { passed: 2, failed: 1, skipped: 0, failures: [slow] });
  leave("services/two", { passed: 0, failed: 1, skipped: 0, failures: [torn] });
  expect(readResults(root, "unit.json", false).failures).toEqual([slow, torn]);
});

test("counts of an earlier run are forgotten", () => {
  forgetResults(root);
  expect(readResults(root, "unit.json", true).counts).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

function leave(folder: string, counts: object): void {
  mkdirSync(join(root, folder, "test-results"), { recursive: true });
  writeFileSync(join(root, folder, "test-results/unit.json"), JSON.stringify(counts));
}
