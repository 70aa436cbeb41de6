import { parseSync } from "@swc/core";

/** Sources that are parsed. */
export const isModule = (path) => /\.(ts|tsx|js|mjs|jsx)$/.test(path) && !path.includes("/data/");

/**
 * What a module takes from outside.
 *
 * @returns {{ imports: { from: string, names: string[], typeOnly: boolean }[], readsEnvironment: boolean }}
 */
export function moduleSyntax(path, text) {
  const typescript = /\.tsx?$/.test(path);
  const jsx = /\.[tj]sx$/.test(path);
  const module = parseSync(text, {
    target: "es2024",
    ...(typescript ? { syntax: "typescript", tsx: jsx } : { syntax: "ecmascript", jsx }),
  });
  const found = { imports: [], readsEnvironment: false };
  visit(module.body, found);
  return found;
}

function visit(node, found) {
  if (Array.isArray(node)) {
    for (const element of node) visit(element, found);
    return;
  }
  if (node === null || typeof node !== "object") return;
  const taken = importOf(node);
  if (taken !== undefined) found.imports.push(taken);
  if (isEnvironment(node)) found.readsEnvironment = true;
  for (const value of Object.values(node)) visit(value, found);
}

function importOf(node) {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration": {
      if (!node.source) return undefined;
      const { specifiers = [] } = node;
      const typeOnly = node.typeOnly || (specifiers.length > 0 && specifiers.every((one) => one.isTypeOnly));
      return { from: node.source.value, names: specifiers.map(nameOf), typeOnly };
    }
    case "TsImportType":
      return { from: node.argument.value, names: [], typeOnly: true };
    case "CallExpression": {
      const callee = node.callee.type === "Import" ? "import" : pathOf(node.callee);
      const [first] = node.arguments;
      const loads = ["import", "require", "require.resolve", "import.meta.resolve"].includes(callee);
      if (!loads || first?.expression.type !== "StringLiteral") return undefined;
      return { from: first.expression.value, names: [], typeOnly: false };
    }
    default:
      return undefined;
  }
}

function nameOf(specifier) {
  return (specifier.imported ?? specifier.orig ?? specifier.local)?.value ?? "*";
}

/** `process.env`, `const { env } = process`, and `import { env } from "node:process"`. */
function isEnvironment(node) {
  if (node.type === "MemberExpression") return /(^|\.)process\.env$/.test(pathOf(node));
  if (node.type === "ImportDeclaration") {
    return (
      /^(node:)?process$/.test(node.source.value) && node.specifiers.some((one) => nameOf(one) === "env")
    );
  }
  if (node.type !== "VariableDeclarator" || node.id.type !== "ObjectPattern" || !node.init) return false;
  return (
    /(^|\.)process$/.test(pathOf(node.init)) && node.id.properties.some((one) => one.key?.value === "env")
  );
}

/** `a.b.c` of a chain of member expressions; other expressions within it are empty names. */
function pathOf(node) {
  if (node.type === "Identifier") return node.value;
  if (node.type === "MetaProperty") return node.kind === "import.meta" ? "import.meta" : "";
  if (node.type !== "MemberExpression") return "";
  const { property } = node;
  const key = property.type === "Computed" ? property.expression.value : property.value;
  return `${pathOf(node.object)}.${typeof key === "string" ? key : ""}`;
}
