import { printable } from "./printable.ts";

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string;
  /** Numbers are read from the right. */
  readonly align?: "right";
}

const gap = "  ";

/** Aligned columns under their titles; a line longer than `width` is cut, and ends in `…`. */
export function table<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  width: number = Number.POSITIVE_INFINITY,
): string {
  const cells = rows.map((row) => columns.map(({ of }) => printable(of(row))));
  const lines = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => lengthOf(line[column] ?? ""))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const filler = " ".repeat((widths[column] ?? 0) - lengthOf(cell));
          return columns[column]?.align === "right" ? filler + cell : cell + filler;
        })
        .join(gap)
        .trimEnd(),
    )
    .map((line) => (lengthOf(line) > width ? `${[...line].slice(0, width - 1).join("")}…` : line))
    .join("\n");
}

/** In characters as a reader counts them, not in UTF-16 units. */
const lengthOf = (text: string) => [...text].length;
