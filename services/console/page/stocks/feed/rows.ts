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
  return rows.map((row) => {
    const record: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index++) record[columns[index] as string] = row[index];
    return record as T;
  });
}
