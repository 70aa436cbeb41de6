import type { Day } from "./day.ts";

/** What is not as usual on an exchange's weekdays in one year. A weekend among them says nothing: it is closed anyway. */
export interface TradingYear {
  readonly closed: ReadonlySet<Day>;
  readonly earlyCloses: ReadonlySet<Day>;
}

/** Rules of one exchange. Times are minutes after midnight on its clock. */
export interface TradingRules {
  /** IANA name. */
  readonly zone: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly earlyClosesAt: number;
  /** First year for which they say when trade was; for years before, today's rules are applied backwards. */
  readonly knownFrom: number;
  readonly year: (year: number) => TradingYear;
}
