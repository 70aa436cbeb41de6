import { airlines2015 } from "./published-figures.ts";

export interface Fleet {
  /** Registrations, `N407AS`. */
  readonly tails: readonly string[];
  readonly firstNumber: number;
  readonly lastNumber: number;
}

interface Size {
  readonly aircraft: number;
  readonly numbers: readonly [number, number];
  readonly letters: string;
}

/** Rough: how many aircraft flew, and which flight numbers; none of 2015 was above 9855. */
const sizes: Readonly<Record<(typeof airlines2015)[number], Size>> = {
  WN: { aircraft: 700, numbers: [1, 6_999], letters: "WN" },
  DL: { aircraft: 830, numbers: [1, 2_899], letters: "DL" },
  AA: { aircraft: 940, numbers: [1, 2_699], letters: "AA" },
  OO: { aircraft: 350, numbers: [2_575, 7_439], letters: "SK" },
  EV: { aircraft: 300, numbers: [2_500, 6_189], letters: "EV" },
  UA: { aircraft: 720, numbers: [1, 2_399], letters: "UA" },
  MQ: { aircraft: 210, numbers: [2_801, 4_499], letters: "MQ" },
  B6: { aircraft: 215, numbers: [1, 2_899], letters: "JB" },
  US: { aircraft: 340, numbers: [400, 2_199], letters: "US" },
  AS: { aircraft: 150, numbers: [1, 999], letters: "AS" },
  NK: { aircraft: 80, numbers: [101, 999], letters: "NK" },
  F9: { aircraft: 60, numbers: [101, 1_999], letters: "FR" },
  HA: { aircraft: 50, numbers: [1, 599], letters: "HA" },
  VX: { aircraft: 60, numbers: [1, 1_999], letters: "VA" },
};

const firstTail = 100;

/** In the order of `airlines2015`. */
export const fleets: readonly Fleet[] = airlines2015.map((airline) => {
  const { aircraft, numbers, letters } = sizes[airline];
  const [firstNumber, lastNumber] = numbers;
  const tails = Array.from({ length: aircraft }, (_, at) => `N${firstTail + at}${letters}`);
  return { tails, firstNumber, lastNumber };
});
