import { isDeepStrictEqual } from "node:util";
import { fieldsOf, type RowPlace, rowPlaces } from "./csv-rows.ts";
import { type TrueDocument, tolerance, trueDocument } from "./true-document.ts";

const mostTold = 20;
/** Of no row: where the record lies, which run of the file it was, and what the service thinks unusual. */
const beside = new Set(["record", "replay", "outliers"]);

/** What is wrong with a collection, held against its file. All zero but the first two: each row once, as it stands there. */
export interface Difference {
  /** Rows of the file that should be documents. */
  readonly rows: number;
  readonly documents: number;
  readonly missing: number;
  /** Documents of a row that had one already. */
  readonly repeated: number;
  /** Documents of no row. */
  readonly invented: number;
  /** Documents that do not say what their row says. */
  readonly changed: number;
  /** The first twenty of each in words. */
  readonly inWords: readonly string[];
}

/** Holds documents against the rows of a CSV file, of which some lines are known to be no rows. */
export class Comparison {
  readonly #file: Buffer;
  readonly #columns: readonly string[];
  readonly #rows = new Map<string, RowPlace>();
  readonly #seen = new Set<string>();
  readonly #counts = { documents: 0, missing: 0, repeated: 0, invented: 0, changed: 0 };
  readonly #inWords: string[] = [];

  constructor(file: Buffer, badLines: ReadonlySet<number>) {
    this.#file = file;
    const [header, ...rows] = rowPlaces(file);
    this.#columns = header === undefined ? [] : this.#fields(header);
    const id = this.#columns.indexOf("ID");
    if (id === -1) throw new Error("the file has no column ID");
    for (const place of rows) {
      if (badLines.has(place.line)) continue;
      const key = this.#fields(place)[id] ?? "";
      if (this.#rows.has(key)) throw new Error(`the file has ${key} twice`);
      this.#rows.set(key, place);
    }
  }

  take(document: TrueDocument): void {
    const id = String(document._id);
    this.#counts.documents++;
    const place = this.#rows.get(id);
    if (place === undefined) {
      this.#note("invented", `${id} is in no row`);
      return;
    }
    if (this.#seen.has(id)) this.#note("repeated", `${id} is there again`);
    this.#seen.add(id);
    const faults = this.#faults(place, document);
    if (faults.length > 0) this.#note("changed", `${id} of line ${place.line}: ${faults.join(", ")}`);
  }

  end(): Difference {
    for (const id of this.#rows.keys()) if (!this.#seen.has(id)) this.#note("missing", `${id} is not there`);
    return { rows: this.#rows.size, ...this.#counts, inWords: this.#inWords };
  }

  #fields({ from, to }: RowPlace): readonly string[] {
    return fieldsOf(this.#file.toString("utf8", from, to));
  }

  #faults(place: RowPlace, document: TrueDocument): readonly string[] {
    const fields = this.#fields(place);
    const row = new Map(this.#columns.map((column, i) => [column, fields[i] ?? ""]));
    const truth = trueDocument(row, place.line, String(document.timeZone));
    const names = new Set([...Object.keys(truth), ...Object.keys(document)]);
    return [...names]
      .filter((name) => !beside.has(name) && !isSame(name, truth[name], document[name]))
      .map(
        (name) => `${name} is ${JSON.stringify(document[name])} instead of ${JSON.stringify(truth[name])}`,
      );
  }

  #note(what: "missing" | "repeated" | "invented" | "changed", words: string): void {
    if (this.#counts[what]++ < mostTold) this.#inWords.push(words);
  }
}

function isSame(name: string, truth: unknown, told: unknown): boolean {
  if (typeof truth === "number" && typeof told === "number") return Math.abs(told - truth) <= tolerance(name);
  return isDeepStrictEqual(truth, told);
}
