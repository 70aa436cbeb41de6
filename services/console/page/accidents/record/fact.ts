/** A line of the record as the page shows it. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** The same in the other units, or what explains it. */
  readonly twin?: string;
  /** Possible, but far from usual: marked so where it was read from the file. */
  readonly isOutlier: boolean;
}

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Said where there is no fact. */
  readonly otherwise: string;
}
