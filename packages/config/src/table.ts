import type { Field, Spec } from "./field.ts";
import { shownDefault } from "./shown-default.ts";

/** The Markdown table of a README: one row a variable, in the order of the spec. */
export function table(spec: Spec): string {
  const rows = Object.entries(spec).map(([name, field]) => [
    `\`${name}\``,
    field.type,
    fallback(field),
    field.unit ?? "",
    field.doc,
    field.secret ? `yes, or \`${name}_FILE\`` : "",
  ]);
  const head = ["Variable", "Type", "Default", "Unit", "Meaning", "Secret"];
  return [head, head.map(() => "---"), ...rows].map(row).join("\n");
}

function fallback(field: Field): string {
  if (field.default === undefined) return field.optional ? "" : "*required*";
  const shown = shownDefault(field);
  return shown === "" ? "" : `\`${shown}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
