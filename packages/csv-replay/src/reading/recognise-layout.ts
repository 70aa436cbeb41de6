import type { Dataset, Layout } from "../dataset.ts";
import { InputError } from "../row-source.ts";

export interface RecognisedLayout<T> {
  readonly layout: Layout<T>;
  /** Of each column of the layout its index in the file; undefined where the order is the same. */
  readonly indexes: readonly number[] | undefined;
}

/** The layout that has the very columns of the header, in whatever order; throws an `InputError` that says what differs. */
export function recogniseLayout<T>(
  file: string,
  names: readonly string[],
  dataset: Dataset<T>,
): RecognisedLayout<T> {
  const seen = new Set(names);
  if (names.length > seen.size) {
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    throw new InputError(`${file} has more than one column ${listed(twice)}. Name each column once.`);
  }
  const layout = dataset.layouts.find(
    ({ columns }) => columns.length === seen.size && columns.every((column) => seen.has(column)),
  );
  if (layout === undefined) throw unknownHeader(file, names, dataset);
  const indexes = layout.columns.map((column) => names.indexOf(column));
  return { layout, indexes: indexes.every((index, i) => index === i) ? undefined : indexes };
}

function unknownHeader<T>(file: string, names: readonly string[], dataset: Dataset<T>): InputError {
  const whole = names.join(",");
  const separator = names.length === 1 ? [";", "\t", "|"].find((one) => whole.includes(one)) : undefined;
  if (separator !== undefined)
    return new InputError(
      `${file} separates its columns by ${separator === "\t" ? "tabs" : `"${separator}"`}. Save it with commas.`,
    );
  const nearest = nearestLayout(new Set(names), dataset.layouts);
  if (nearest === undefined || nearest.shared === 0)
    return new InputError(
      `${file} is not a file of ${dataset.name}: its first line, ${quoted(whole)}, names none of their columns. ` +
        "If the header is missing, put it back as the first line.",
    );
  const { layout } = nearest;
  const missing = layout.columns.filter((column) => !names.includes(column));
  const added = names.filter((name) => !layout.columns.includes(name));
  const parts = [
    ...(missing.length > 0 ? [`missing: ${listed(missing)}`] : []),
    ...(added.length > 0 ? [`new: ${listed(added)}`] : []),
  ];
  return new InputError(
    `${file} has a header that no known layout of ${dataset.name} has. Nearest is "${layout.name}"; ${parts.join("; ")}. ` +
      "Give the columns these names, and leave out what is new.",
  );
}

function nearestLayout<T>(names: ReadonlySet<string>, layouts: readonly Layout<T>[]) {
  return layouts
    .map((layout) => ({ layout, shared: layout.columns.filter((column) => names.has(column)).length }))
    .sort((a, b) => distance(names, a) - distance(names, b))[0];
}

function distance(
  names: ReadonlySet<string>,
  near: { layout: { columns: readonly string[] }; shared: number },
): number {
  return names.size + near.layout.columns.length - 2 * near.shared;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => (name === "" ? "(no name)" : name));
  return names.length > 12 ? `${shown.join(", ")} and ${names.length - 12} more` : shown.join(", ");
}

function quoted(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;
}
