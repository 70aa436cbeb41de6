// Strips a workspace to what runs: no package keeps its devDependencies, and the lock file says the same. `turbo prune` and
// `npm ci` follow development dependencies too, and through the test kit those lead from any service to all others.
// Usage: node production-workspace.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = process.argv[2];
if (root === undefined) throw new Error("Usage: node production-workspace.mjs FOLDER");

const lock = rewrite(join(root, "package-lock.json"), ({ packages, ...rest }) => ({
  ...rest,
  packages: Object.fromEntries(
    Object.entries(packages).map(([path, entry]) => [path, isOurs(path) ? withoutDevelopment(entry) : entry]),
  ),
}));
for (const path of Object.keys(lock.packages).filter(isOurs)) {
  rewrite(join(root, path, "package.json"), withoutDevelopment);
}

/** The root and its workspaces; all else is installed below a node_modules. */
function isOurs(path) {
  return !path.split("/").includes("node_modules");
}

function withoutDevelopment({ devDependencies: _, ...manifest }) {
  return manifest;
}

function rewrite(file, change) {
  const changed = change(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, `${JSON.stringify(changed, null, 2)}\n`);
  return changed;
}
