import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPrometheus, versionIn } from "../src/prometheus-program.ts";

test.each([
  ["prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+deb12u1)\n", "2.42.0"],
  ["promtool, version 3.7.3 (branch: HEAD, revision: 0a41f0000c705c69ab8e0f9a723fc73e39ed62af)\n", "3.7.3"],
  ["another program\n", undefined],
  [undefined, undefined],
])("of what it says of itself the version is taken: %j", (said, version) => {
  expect(versionIn(said)).toBe(version);
});

test("where none is on PATH, none is found", () => {
  const empty = mkdtempSync(join(tmpdir(), "tributary-path-"));
  const { PATH } = process.env;
  process.env.PATH = empty;
  try {
    expect(findPrometheus()).toBeUndefined();
  } finally {
    process.env.PATH = PATH;
    rmSync(empty, { recursive: true });
  }
});
