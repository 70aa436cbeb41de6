/**
 * What is known of the 5,819,079 flights of 2015, and what the generator reproduces: the sums of the US Department of Transportation's
 * on-time data as Kaggle publishes it ("2015 Flight Delays and Cancellations", CC0). data/SOURCES.md says where each was read.
 */
export const flights2015 = 5_819_079;

export const airlines2015 = [
  "WN",
  "DL",
  "AA",
  "OO",
  "EV",
  "UA",
  "MQ",
  "B6",
  "US",
  "AS",
  "NK",
  "F9",
  "HA",
  "VX",
] as const;

/** In the order of `airlines2015`. */
export const flightsOfAirlines = [
  1_261_855, 875_881, 725_984, 588_353, 571_977, 515_723, 294_632, 267_048, 198_715, 172_521, 117_379, 90_836,
  76_272, 61_903,
];
export const cancelledOfAirlines = [
  16_043, 3_824, 10_919, 9_960, 15_231, 6_573, 15_025, 4_276, 4_067, 669, 2_004, 588, 171, 534,
];

/** January to December. */
export const flightsOfMonths = [
  469_968, 429_191, 504_312, 485_151, 496_993, 503_897, 520_718, 510_536, 464_946, 486_165, 467_972, 479_230,
];
export const cancelledOfMonths = [
  11_982, 20_517, 11_002, 4_520, 5_694, 9_120, 4_806, 5_052, 2_075, 2_454, 4_599, 8_063,
];

/** Monday to Sunday. */
export const flightsOfWeekdays = [865_543, 844_600, 855_897, 872_521, 862_209, 700_545, 817_764];

/** A carrier, B weather, C national air system, D security. */
export const cancelledOfReasons = [25_262, 48_851, 15_749, 22];
export const cancelled = 89_884;
/** Of the cancelled: without a registration, and those that had left the gate, and of these those that had taken off. */
export const cancelledWithoutTail = 14_721;
export const cancelledAfterDeparture = cancelled - 86_153;
export const cancelledAfterTakeOff = cancelled - 89_047;
/** Taken to be of cancelled flights; the file's sums do not say which. */
export const withoutScheduledTime = 6;

export const diverted = 15_187;
/** Of the diverted: those that never came to where they were to go. */
export const divertedForGood = 92_513 - cancelled;

/** Arrived 15 min or more after schedule; these have delay causes. */
export const arrivedLate = 1_063_439;
export const arrivedLateByExactly15 = 39_941;
