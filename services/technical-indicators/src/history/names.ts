/** Lists of words that stand for themselves by a number: those of a series, or what bars of it have in common. */
export class Names {
  readonly #lists: (readonly string[])[] = [];
  readonly #ids = new Map<string, number>();
  #kept = 0;

  /** Begins with what was kept: the JSON of each list, in the order of their numbers from 0. */
  begin(texts: readonly string[]): void {
    this.#lists.length = 0;
    this.#ids.clear();
    for (const text of texts) this.#add(text);
    this.#kept = texts.length;
  }

  /** Undefined for a list that is not among them. */
  find(...list: readonly string[]): number | undefined {
    return this.#ids.get(JSON.stringify(list));
  }

  idOf(...list: readonly string[]): number {
    const text = JSON.stringify(list);
    return this.#ids.get(text) ?? this.#add(text);
  }

  listOf(id: number): readonly string[] {
    return this.#lists[id] ?? [];
  }

  /** JSON of the lists that are not kept yet, and the number of the first. */
  get fresh(): { readonly from: number; readonly texts: readonly string[] } {
    return {
      from: this.#kept,
      texts: this.#lists.slice(this.#kept).map((list) => JSON.stringify(list)),
    };
  }

  /** All up to this number are kept by now. */
  kept(count: number): void {
    this.#kept = Math.max(this.#kept, count);
  }

  #add(text: string): number {
    const id = this.#lists.push(JSON.parse(text) as readonly string[]) - 1;
    this.#ids.set(text, id);
    return id;
  }
}
