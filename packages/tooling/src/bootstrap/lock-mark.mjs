import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Says which lock file `node_modules` was installed from. */
const markPath = (root) => join(root, "node_modules/.tributary-lock");
/** npm's own record of what it installed, written last. */
const recordPath = (root) => join(root, "node_modules/.package-lock.json");
const lockPath = (root) => join(root, "package-lock.json");

/** Whether `node_modules` holds what the lock file asks for, installed by us or by an `npm ci` of the user's. */
export function isInstalled(root) {
  if (existsSync(markPath(root)) && readFileSync(markPath(root), "utf8") === lockHash(root)) return true;
  return (
    existsSync(recordPath(root)) && statSync(recordPath(root)).mtimeMs > statSync(lockPath(root)).mtimeMs
  );
}

/** To be called after an install that went through. */
export function markInstalled(root) {
  writeFileSync(markPath(root), lockHash(root));
}

function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(lockPath(root)))
    .digest("hex");
}
