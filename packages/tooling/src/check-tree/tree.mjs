import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Tree the files that the checks look at.
 * @property {readonly string[]} files paths from the root, with slashes.
 * @property {(path: string) => string} read text of one of them.
 *
 * @typedef {object} Finding a rule that a file breaks.
 * @property {string} file
 * @property {string} rule short name of the rule.
 * @property {string} message what is wrong, and what to do where that is not plain.
 */

/** The files that git tracks or would track; of a tree without git, such as an unpacked archive, those not ignored. */
export function treeOf(root) {
  const files = (gitFiles(root) ?? walk(root, ignoredFolders(root))).filter((path) =>
    existsSync(join(root, path)),
  );
  return { files, read: (path) => readFileSync(join(root, path), "utf8") };
}

function gitFiles(root) {
  const { status, stdout } = spawnSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return status === 0 ? stdout.split("\0").filter((path) => path !== "") : undefined;
}

function walk(root, ignored, folder = "") {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
    return ignored.includes(entry.name) ? [] : walk(root, ignored, `${path}/`);
  });
}

function ignoredFolders(root) {
  const file = join(root, ".gitignore");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return [
    ".git",
    "node_modules",
    ...lines.filter((line) => line.endsWith("/")).map((line) => line.slice(0, -1)),
  ];
}

/** A tree that exists in memory only: paths with their texts. */
export function memoryTree(texts) {
  return { files: Object.keys(texts), read: (path) => texts[path] };
}
