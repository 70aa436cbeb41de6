import { composeServices } from "./compose-services.mjs";
import { environmentAccess } from "./environment-access.mjs";
import { fileNames } from "./file-names.mjs";
import { fileSize } from "./file-size.mjs";
import { foreignLibraries } from "./foreign-libraries.mjs";
import { importBoundaries } from "./import-boundaries.mjs";
import { lockFile } from "./lock-file.mjs";
import { machineTraces } from "./machine-traces.mjs";
import { isModule, moduleSyntax } from "./module-syntax.mjs";
import { readmes } from "./readmes.mjs";

const rules = [
  importBoundaries,
  foreignLibraries,
  environmentAccess,
  lockFile,
  fileSize,
  fileNames,
  machineTraces,
  readmes,
  composeServices,
];

/**
 * All rules over a tree.
 *
 * @param {import("./tree.mjs").Tree} tree
 * @returns {{ findings: import("./tree.mjs").Finding[], checked: number }}
 */
export function checkTree(tree) {
  const modules = [];
  const findings = [];
  for (const path of tree.files.filter(isModule)) {
    try {
      modules.push({ path, ...moduleSyntax(path, tree.read(path)) });
    } catch (error) {
      findings.push({ file: path, rule: "syntax", message: String(error.message).split("\n")[0] });
    }
  }
  for (const rule of rules) findings.push(...rule(tree, modules));
  return { findings, checked: tree.files.length };
}
