import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetResults, readResults } from "../src/test-results.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "results-"));
  leave("packages/one", { passed: 3, failed: 0, skipped: 1 });
  leave("services/two", { passed: 4, failed: 0, skipped: 0 });
  mkdirSync(join(root, "packages/without-tests"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the counts of all packages and services are summed", () => {
  expect(readResults(root, "unit.json", true)).toEqual({ passed: 7, failed: 0, skipped: 1 });
});

test("a run that failed without a failed test counts as one failure", () => {
  expect(readResults(root, "unit.json", false)).toEqual({ passed: 7, failed: 1, skipped: 1 });
});

test("failed tests of a failed run are counted once", () => {
  leave("packages/one", { passed: 1, failed: 2, skipped: 0 });
  expect(readResults(root, "unit.json", false)).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test("counts of an earlier run are forgotten", () => {
  forgetResults(root);
  expect(readResults(root, "unit.json", true)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

function leave(folder: string, counts: object): void {
  mkdirSync(join(root, folder, "test-results"), { recursive: true });
  writeFileSync(join(root, folder, "test-results/unit.json"), JSON.stringify(counts));
}
