import { type Dataset, RowFault } from "../dataset.ts";
import type { BadRow, GoodRow } from "../row-source.ts";
import { LatenessHistogram } from "./lateness-histogram.ts";

/** Rows of one kind of fault, and where the first stand. */
export interface FaultGroup {
  readonly reason: string;
  readonly column: string;
  readonly rows: number;
  readonly examples: readonly FaultExample[];
}

export interface FaultExample {
  readonly lineNumber: number;
  readonly byteOffset: number;
  readonly message: string;
}

/** What the rows of a file are like. Instants in milliseconds since the epoch. */
export interface InspectedRows {
  /** good + bad, always. */
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Most rows first. */
  readonly faults: readonly FaultGroup[];
  /** Kinds of fault beyond the first 200 are counted in `bad` alone. */
  readonly furtherFaults: number;
  readonly eventTime: { readonly least: number; readonly greatest: number } | undefined;
  /** Rows that come after one of later event time: how many, and by how much at most; of 99 % of them at most (up to 3 % more than true). */
  readonly late: { readonly rows: number; readonly p99Ms: number; readonly maxMs: number };
  /** Rows that go back against the row right before them. */
  readonly stepsBack: number;
  /** Longest time in which nothing happens, up to a row, as it would be waited for in the order of the file. */
  readonly longestGap: { readonly ms: number; readonly lineNumber: number } | undefined;
  /** Rows with something unusual; they are sent all the same. */
  readonly outliers: number;
}

const examplesKept = 3;
const kindsKept = 200;

/** Looks at rows one by one in the order of the file, in memory that does not grow with them. */
export class Inspection<T> {
  readonly #dataset: Dataset<T>;
  readonly #faults = new Map<
    string,
    { reason: string; column: string; rows: number; examples: FaultExample[] }
  >();
  readonly #late = new LatenessHistogram();
  #good = 0;
  #bad = 0;
  #furtherFaults = 0;
  #stepsBack = 0;
  #outliers = 0;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  #previous = Number.NEGATIVE_INFINITY;
  #gap: { ms: number; lineNumber: number } | undefined;

  constructor(dataset: Dataset<T>) {
    this.#dataset = dataset;
  }

  good({ value, eventTime, lineNumber }: GoodRow<T>): void {
    this.#good++;
    if (this.#dataset.outliers(value) > 0) this.#outliers++;
    if (eventTime < this.#previous) this.#stepsBack++;
    this.#previous = eventTime;
    if (eventTime < this.#least) this.#least = eventTime;
    if (eventTime < this.#greatest) this.#late.add(this.#greatest - eventTime);
    else {
      const ms = eventTime - this.#greatest;
      if (ms !== Number.POSITIVE_INFINITY && ms > (this.#gap?.ms ?? 0)) this.#gap = { ms, lineNumber };
      this.#greatest = eventTime;
    }
  }

  bad({ fault: { reason, column, message }, lineNumber, byteOffset }: Omit<BadRow, "raw">): void {
    this.#bad++;
    const kind = `${reason} ${column}`;
    let group = this.#faults.get(kind);
    if (group === undefined) {
      if (this.#faults.size === kindsKept) {
        this.#furtherFaults++;
        return;
      }
      group = { reason, column, rows: 0, examples: [] };
      this.#faults.set(kind, group);
    }
    group.rows++;
    if (group.examples.length < examplesKept) group.examples.push({ lineNumber, byteOffset, message });
  }

  /** What the topic's contract does not take is buried in a replay too. */
  refusal(value: T): RowFault | undefined {
    const fault = this.#dataset.topic.fault(value);
    return fault === undefined
      ? undefined
      : new RowFault(
          fault.field,
          "refused",
          `${fault.field} is ${String(fault.given)}, expected ${fault.expected}`,
        );
  }

  result(): InspectedRows {
    return {
      rows: this.#good + this.#bad,
      good: this.#good,
      bad: this.#bad,
      faults: [...this.#faults.values()].sort((a, b) => b.rows - a.rows),
      furtherFaults: this.#furtherFaults,
      eventTime: this.#good === 0 ? undefined : { least: this.#least, greatest: this.#greatest },
      late: { rows: this.#late.count, p99Ms: this.#late.quantile(0.99), maxMs: this.#late.max },
      stepsBack: this.#stepsBack,
      longestGap: this.#gap,
      outliers: this.#outliers,
    };
  }
}
