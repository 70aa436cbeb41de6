import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installIfNeeded } from "../../src/bootstrap/install.mjs";

let root;
let said;
let ran;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bootstrap-"));
  writeFileSync(join(root, "package-lock.json"), "one");
  said = [];
  ran = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const machine = { version: "v20.11.0", platform: "linux", execPath: "/usr/bin/node", env: {} };

/** Installs with an npm that answers an exit code, or throws. */
function install(answer = 0, process = machine) {
  const run = async (program, args, { cwd }) => {
    ran.push([program, ...args]);
    expect(cwd).toBe(root);
    if (typeof answer !== "number") throw answer;
    mkdirSync(join(root, "node_modules"), { recursive: true });
    return answer;
  };
  return installIfNeeded(root, (line) => said.push(line), process, run);
}

test("the first start installs, the second does not", async () => {
  expect(await install()).toBeUndefined();
  expect(ran).toEqual([["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]]);
  expect(said[0]).toMatch(/^Installing packages/);
  expect(said[1]).toMatch(/^Installed in \d+ s\.$/);
  expect(await install()).toBeUndefined();
  expect(ran).toHaveLength(1);
  expect(said).toHaveLength(2);
});

test("a lock file that changed since is installed again", async () => {
  await install();
  writeFileSync(join(root, "package-lock.json"), "two");
  expect(await install()).toBeUndefined();
  expect(ran).toHaveLength(2);
  expect(said[2]).toMatch(/^The lock file has changed/);
});

test("what the user's own npm ci installed from this lock file is taken as it is, not what an older one did", async () => {
  mkdirSync(join(root, "node_modules"));
  const record = join(root, "node_modules/.package-lock.json");
  writeFileSync(record, "{}");
  const now = Date.now() / 1000;
  utimesSync(record, now + 60, now + 60);
  await install();
  expect(ran).toEqual([]);
  utimesSync(record, now - 60, now - 60);
  await install();
  expect(ran).toHaveLength(1);
});

test("an install that fails is told and tried again at the next start", async () => {
  expect(await install(1)).toContain("npm ci ended with exit code 1");
  expect(await install(1)).toContain("npm ci ended with exit code 1");
  expect(ran).toHaveLength(2);
});

test("a missing npm is named, with the place to get it", async () => {
  const missing = Object.assign(new Error("spawn npm ENOENT"), { code: "ENOENT" });
  expect(await install(missing)).toBe(
    "npm is needed and was not found; it comes with Node: https://nodejs.org/en/download",
  );
});

test("too old a Node is named, and npm not even tried", async () => {
  expect(await install(0, { ...machine, version: "v18.20.0" })).toMatch(
    /^Node 20 or newer is needed.*v18\.20\.0/,
  );
  expect(ran).toEqual([]);
});

test("inside npm start, the npm that called runs, on its own Node", async () => {
  const env = { npm_execpath: join("/n", "npm-cli.js"), npm_node_execpath: "/opt/node" };
  await install(0, { ...machine, env, execPath: join(root, "node_modules/node/bin/node") });
  expect(ran[0]?.slice(0, 3)).toEqual(["/opt/node", join("/n", "npm-cli.js"), "ci"]);
});

test("called by another package manager, npm from PATH runs", async () => {
  await install(0, { ...machine, env: { npm_execpath: "/n/yarn.js" } });
  expect(ran[0]?.[0]).toBe("npm");
});
