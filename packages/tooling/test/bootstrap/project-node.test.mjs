import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { major, nodePath, projectEnvironment } from "../../src/bootstrap/project-node.mjs";

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bootstrap-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const machine = { platform: "linux", execPath: "/usr/bin/node", version: "v20.11.0" };

test.each([
  ["linux", "node"],
  ["darwin", "node"],
  ["win32", "node.exe"],
])("on %s the installed Node is %s", (platform, file) => {
  mkdirSync(join(root, "node_modules/node/bin"), { recursive: true });
  writeFileSync(join(root, "node_modules/node/bin", file), "");
  expect(nodePath(root, { ...machine, platform })).toBe(join(root, "node_modules/node/bin", file));
});

test("without it, Node 24 and newer may run the project themselves, older ones not", () => {
  expect(nodePath(root, { ...machine, version: "v24.1.0" })).toBe("/usr/bin/node");
  expect(nodePath(root, { ...machine, version: "v26.0.0" })).toBe("/usr/bin/node");
  expect(nodePath(root, machine)).toBeUndefined();
});

test("the project's binaries come before those of the machine, however PATH is spelled", () => {
  const bin = join("/p", "node_modules/.bin");
  expect(projectEnvironment("/p", { PATH: "/usr/bin", HOME: "/h" })).toEqual({
    PATH: `${bin}${delimiter}/usr/bin`,
    HOME: "/h",
    TURBO_TELEMETRY_DISABLED: "1",
  });
  expect(projectEnvironment("/p", { Path: "x" })).toEqual({
    Path: `${bin}${delimiter}x`,
    TURBO_TELEMETRY_DISABLED: "1",
  });
  expect(projectEnvironment("/p", {}).PATH).toBe(bin);
});

test("the major version is read from both spellings", () => {
  expect([major("v20.11.0"), major("24.0.0")]).toEqual([20, 24]);
});
