import type { RowGenerator } from "@tributary/csv-replay";

/** One row by the names of its columns. */
export type TextRow = Readonly<Record<string, string>>;

export const textOf = (generator: RowGenerator, fromRow = 0) =>
  Buffer.concat([...generator.blocks(fromRow)]).toString("utf8");

/** As a CSV reader of the simplest kind sees them: only Description may be quoted. */
export function rowsOf(generator: RowGenerator): TextRow[] {
  const names = generator.header.split(",");
  return textOf(generator)
    .trimEnd()
    .split("\n")
    .map((line) => rowOf(names, line));
}

export function rowOf(names: readonly string[], line: string): TextRow {
  let quoted = "";
  const plain = line.replace(/"((?:[^"]|"")*)"/, (_, text: string) => {
    quoted = text;
    return "\u0000";
  });
  const fields = plain.split(",").map((field) => (field === "\u0000" ? quoted : field));
  if (fields.length !== names.length) throw new Error(`${fields.length} fields: ${line}`);
  return Object.fromEntries(names.map((name, at) => [name, fields[at] as string]));
}
