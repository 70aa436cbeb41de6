import { DefinitionError } from "../process/definition-error.ts";
import type { Json } from "../view.ts";

/** What earlier lives have marked. Handed out before it is read, for sources name it among their parameters. */
export class EarlierMarks implements ReadonlyMap<string, Json> {
  readonly #service: string;
  #read: ReadonlyMap<string, Json> | undefined;

  constructor(service: string) {
    this.#service = service;
  }

  areRead(marks: ReadonlyMap<string, Json>): void {
    this.#read = marks;
  }

  /** An empty answer would have a source send its whole history anew. */
  get #marks(): ReadonlyMap<string, Json> {
    if (this.#read !== undefined) return this.#read;
    throw new DefinitionError(
      `${this.#service} looks at its marks before they are read: look once the source is iterated`,
    );
  }

  get size(): number {
    return this.#marks.size;
  }

  get(key: string): Json | undefined {
    return this.#marks.get(key);
  }

  has(key: string): boolean {
    return this.#marks.has(key);
  }

  forEach(take: (value: Json, key: string, map: ReadonlyMap<string, Json>) => void): void {
    this.#marks.forEach(take);
  }

  entries(): MapIterator<[string, Json]> {
    return this.#marks.entries();
  }

  keys(): MapIterator<string> {
    return this.#marks.keys();
  }

  values(): MapIterator<Json> {
    return this.#marks.values();
  }

  [Symbol.iterator](): MapIterator<[string, Json]> {
    return this.entries();
  }
}
