import type { SeededRandom } from "@tributary/csv-replay/generating";

/**
 * Shapes of delays and of taxiing, fitted by hand to the quartiles and means that the file of 2015 is known to have:
 * departure delay −5, −2, 7 (mean 9.37), arrival delay −13, −5, 8 (mean 4.41; 58.9 where 15 or more), taxi out 11, 14, 19 (mean 16.1),
 * taxi in 4, 6, 9 (mean 7.4). A distribution is a table of values, each as often as it is likely, from which one is picked.
 */
export type Distribution = Int16Array;

const slots = 4_096;

export function pick(from: Distribution, random: SeededRandom): number {
  return from[random.next() >>> 20] as number;
}

/** Departure delay of flights that are not late at the other end. */
export const punctualDeparture = pieces([
  [0.02, -16, -11],
  [0.1, -10, -8],
  [0.2, -7, -5],
  [0.3, -4, -2],
  [0.16, -1, 1],
  [0.11, 2, 7],
  [0.11, 8, 28],
]);

/** What a flight that is not late gains on its schedule between the gates, as minutes later. */
export const punctualWay = bellShaped(-6.8, 7.9);
/** The same of a late flight: half of them lose time on the way, half make some up. */
export const lateWay = bellShaped(0.6, 9.5);
export const taxiOut = bellOfLogarithm(14, 0.44, 1, 150);
export const taxiIn = bellOfLogarithm(6.2, 0.6, 1, 120);

/** Earliest and latest arrival of 2015. */
export const earliest = -87;
export const latest = 1_971;

/** Minutes beyond 16 of a flight that is later than 15: three exponentials, of usual, bad and lost days. */
export function furtherDelay(random: SeededRandom): number {
  const kind = random.share();
  const mean = kind < 0.8 ? 31 : kind < 0.98 ? 85 : 215;
  return Math.min(Math.floor(-Math.log(1 - random.share()) * mean), latest - 16);
}

/** Evenly within each piece: share, first value, last value. */
function pieces(parts: readonly (readonly [number, number, number])[]): Distribution {
  const values = parts.flatMap(([share, first, last]) => {
    const count = Math.round(share * slots);
    return Array.from({ length: count }, (_, at) => first + Math.floor((at / count) * (last - first + 1)));
  });
  return Int16Array.from({ length: slots }, (_, at) => values[Math.min(at, values.length - 1)] as number);
}

function bellShaped(mean: number, deviation: number): Distribution {
  return Int16Array.from({ length: slots }, (_, at) =>
    Math.round(mean + deviation * quantile((at + 0.5) / slots)),
  );
}

function bellOfLogarithm(median: number, deviation: number, least: number, most: number): Distribution {
  return Int16Array.from({ length: slots }, (_, at) => {
    const value = median * Math.exp(deviation * quantile((at + 0.5) / slots));
    return Math.min(Math.max(Math.round(value), least), most);
  });
}

/** Of the normal distribution, within 4.5e-4: Abramowitz and Stegun, 26.2.23. */
function quantile(share: number): number {
  if (share > 0.5) return -quantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(share));
  const over = 2.515517 + t * (0.802853 + t * 0.010328);
  return over / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
}
