import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkTree } from "./check-tree/check.mjs";
import { treeOf } from "./check-tree/tree.mjs";

const root = resolve(process.argv[2] ?? join(import.meta.dirname, "../../.."));
if (!existsSync(join(root, "package.json"))) throw new Error(`${root} holds no package.json`);

const { findings, checked } = checkTree(treeOf(root));
for (const { file, rule, message } of findings) console.error(`${file}: ${message} [${rule}]`);
console.log(`${checked} files checked, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
