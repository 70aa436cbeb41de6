import type { ViewDefinition, ViewEntry } from "./view.ts";

/** Turns entries into JSON rows, each entry once however many channels it is in. */
export class RowEncoder<T> {
  readonly columns: readonly string[];
  readonly #fill: readonly ((entry: ViewEntry<T>) => unknown)[];
  readonly #rows = new WeakMap<ViewEntry<T>, string>();

  constructor(columns: ViewDefinition<T>["columns"]) {
    this.columns = Object.keys(columns);
    this.#fill = Object.values(columns);
  }

  /** Rows with commas between them, empty for no entries. */
  encode(entries: Iterable<ViewEntry<T>>): Buffer {
    const rows: string[] = [];
    for (const entry of entries) rows.push(this.#row(entry));
    return Buffer.from(rows.join(","));
  }

  #row(entry: ViewEntry<T>): string {
    let row = this.#rows.get(entry);
    if (row === undefined) {
      row = JSON.stringify(this.#fill.map((fill) => fill(entry)));
      this.#rows.set(entry, row);
    }
    return row;
  }
}
