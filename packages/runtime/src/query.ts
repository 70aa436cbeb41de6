import { BadRequest } from "./bad-request.ts";
import { type Box, readBox } from "./box.ts";

export interface ListOptions {
  /** What the entries are, with an example: `codes, such as AA,WN`. */
  readonly words: string;
  readonly most: number;
}

/**
 * The parameters of a request's query, each read as what it is to be: what they are asked into is typed by this. All methods
 * answer undefined for a parameter that is not given, and throw a `BadRequest` for one that cannot be meant.
 */
export class Query {
  readonly #given: Readonly<Record<string, unknown>>;

  /** `given` is what the server has parsed. Refuses parameters that are not known: a misspelled one would else ask for everything. */
  constructor(given: unknown, known: readonly string[]) {
    this.#given = given as Readonly<Record<string, unknown>>;
    const other = Object.keys(this.#given).find((name) => !known.includes(name));
    if (other !== undefined)
      throw new BadRequest(`unknown parameter ${quoted(other)}; known are ${known.join(", ")}`);
  }

  text(name: string): string | undefined {
    const value = this.#given[name];
    if (value === undefined || typeof value === "string") return value;
    throw new BadRequest(`${name} is given more than once`);
  }

  /** Not empty; `which` says where one is found: `name one of GET /replays`. */
  word(name: string, which: string): string | undefined {
    const value = this.text(name);
    if (value === "") throw new BadRequest(`${name} is empty: name one ${which}, or leave it out`);
    return value;
  }

  /** Comma separated, each entry once. */
  list(name: string, { words, most }: ListOptions): readonly string[] | undefined {
    const given = this.text(name);
    if (given === undefined) return undefined;
    const entries = [...new Set(given.split(",").map((entry) => entry.trim()))];
    if (entries.includes("")) throw this.refusal(name, words);
    if (entries.length > most)
      throw new BadRequest(`at most ${most} ${name}; leave ${name} out to ask for all`);
    return entries;
  }

  box(name: string): Box | undefined {
    const given = this.text(name);
    if (given === undefined) return undefined;
    const box = readBox(given);
    if (typeof box === "string") throw this.refusal(name, box);
    return box;
  }

  /** `must` says what the parameter has to be; the answer quotes what it is. */
  refusal(name: string, must: string): BadRequest {
    return new BadRequest(`${name} must be ${must}; got ${quoted(this.text(name) ?? "nothing")}`);
  }
}

const quoted = (given: string) => JSON.stringify(given.slice(0, 100));
