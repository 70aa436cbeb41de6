import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The mark says which lock file `node_modules` was installed from. */
const markPath = (root) => join(root, "node_modules/.tributary-lock");

/** Whether `node_modules` holds what the lock file asks for. */
export function isInstalled(root) {
  return existsSync(markPath(root)) && readFileSync(markPath(root), "utf8") === lockHash(root);
}

/** To be called after an install that went through. */
export function markInstalled(root) {
  writeFileSync(markPath(root), lockHash(root));
}

function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}
