import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetResults, readPackageResults, readResults } from "../src/test-results.ts";

const task = { script: "test", left: "unit.json" };
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "results-"));
  for (const kind of ["packages", "services"]) mkdirSync(join(root, kind));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, what: unknown): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(what));
}

/** A package with a script for tests, which have left this. */
function packageThat(folder: string, left?: readonly object[]): void {
  write(`${folder}/package.json`, { scripts: { test: "jest" } });
  if (left) write(`${folder}/test-results/unit.json`, left);
}

const good = { file: "/tree/packages/one/test/a.test.ts", passed: 3, failed: 0, skipped: 1, failures: [] };
const bad = {
  file: "/tree/services/two/test/b.test.ts",
  passed: 1,
  failed: 1,
  skipped: 0,
  failures: [{ file: "/tree/services/two/test/b.test.ts", test: "a bus moves", message: "it stands" }],
};

test("what the files of all packages and services came to is read", () => {
  packageThat("packages/one", [good]);
  packageThat("services/two", [bad]);
  expect(readResults(root, task)).toEqual([good, bad]);
});

test("a package that has tests and left no results has failed", () => {
  packageThat("packages/one", [good]);
  packageThat("services/two");
  const folder = join(root, "services/two");
  expect(readResults(root, task)).toEqual([
    good,
    {
      file: folder,
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [{ file: folder, test: "", message: expect.stringContaining("left no results") }],
    },
  ]);
});

test("a package without such tests, and a folder that is no package, have nothing to leave", () => {
  packageThat("packages/one", [good]);
  write("packages/two/package.json", { scripts: { start: "node ." } });
  write("packages/three/package.json", {});
  mkdirSync(join(root, "services/four"));
  expect(readResults(root, task)).toEqual([good]);
});

test("one package is read for itself", () => {
  packageThat("packages/one", [good]);
  packageThat("services/two", [bad]);
  expect(readPackageResults(join(root, "services/two"), "unit.json")).toEqual([bad]);
});

test("results of an earlier run are forgotten", () => {
  packageThat("packages/one", [good]);
  forgetResults(root);
  expect(readResults(root, task)).toMatchObject([{ file: join(root, "packages/one"), failed: 1 }]);
});
