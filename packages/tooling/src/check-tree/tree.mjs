import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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

/** The files of a checkout that git tracks or would track. */
export function gitTree(root) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
  return { files, read: (path) => readFileSync(join(root, path), "utf8") };
}

/** A tree that exists in memory only: paths with their texts. */
export function memoryTree(texts) {
  return { files: Object.keys(texts), read: (path) => texts[path] };
}
