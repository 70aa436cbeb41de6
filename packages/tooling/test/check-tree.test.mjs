import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const command = join(import.meta.dirname, "../src/check-tree.mjs");
let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "check-tree-"));
  execFileSync("git", ["init", "-q", root]);
  write("package.json", "{}");
  write("package-lock.json", '{"packages":{"":{}, "packages/kafka":{"version":"0.1.0"}}}');
  write("packages/kafka/package.json", '{"exports":{".":"./src/index.ts"}}');
  write("packages/kafka/README.md", "# kafka\n");
  write("packages/kafka/src/index.ts", "export const a = 1;\n");
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const check = () => spawnSync(process.execPath, [command, root], { encoding: "utf8" });

test("a tree that keeps the rules passes", () => {
  const { status, stdout, stderr } = check();
  expect([stderr, status]).toEqual(["", 0]);
  expect(stdout).toBe("5 files checked, 0 findings\n");
});

test("each finding is a line with file and rule, and the command fails", () => {
  write("packages/kafka/src/types.ts", 'import "@tributary/runtime";\n');
  const { status, stdout, stderr } = check();
  expect(status).toBe(1);
  expect(stderr.trim().split("\n").toSorted()).toEqual([
    'packages/kafka/src/types.ts: "types.ts" says nothing: find the noun [file-names]',
    "packages/kafka/src/types.ts: may not import @tributary/runtime; it may import contracts, config, tooling [import-boundaries]",
  ]);
  expect(stdout).toBe("6 files checked, 2 findings\n");
});

test("a file that cannot be parsed is a finding, not a crash", () => {
  write("packages/kafka/src/broken.ts", "const = ;\n");
  const { status, stderr } = check();
  expect(status).toBe(1);
  expect(stderr).toContain("packages/kafka/src/broken.ts");
  expect(stderr).toContain("[syntax]");
});

test("what git ignores is left alone", () => {
  write(".gitignore", "scratch/\n");
  write("packages/kafka/scratch/Utils.ts", "import '@tributary/runtime'");
  expect(check().status).toBe(0);
});

test("an unpacked archive, without git, is checked as well, but for what would be ignored", () => {
  rmSync(join(root, ".git"), { recursive: true });
  write(".gitignore", "scratch/\n*.log\n");
  write("packages/kafka/scratch/Utils.ts", "");
  write("node_modules/lib/types.ts", "");
  write("packages/kafka/src/helpers.ts", "");
  const { status, stderr } = check();
  expect([status, stderr]).toEqual([
    1,
    'packages/kafka/src/helpers.ts: "helpers.ts" says nothing: find the noun [file-names]\n',
  ]);
});
