import { computeIndicators, type IndicatorBar } from "@tributary/indicators";
import { type Bar, barColumns } from "../../page/stocks/feed/bar.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
export const fakeColumns = barColumns;

/** A bar as its source tells it, without indicators. */
export interface FakePrice extends IndicatorBar {
  readonly openTime: number;
  readonly open: number;
  readonly final: boolean;
  readonly revision: number;
  readonly observedAt: number;
}

/** Opening times of so many bars, the last of them the one that `end` falls in; weekdays only, of days. */
export function openTimes(interval: string, count: number, end: number): number[] {
  const times: number[] = [];
  if (interval === "1M" || interval === "1y") {
    const step = interval === "1M" ? 1 : 12;
    const at = new Date(end);
    const month = interval === "1M" ? at.getUTCMonth() : 0;
    for (let back = count - 1; back >= 0; back--)
      times.push(Date.UTC(at.getUTCFullYear(), month - back * step, 1, 5));
    return times;
  }
  const length = { "1m": MINUTE, "5m": 5 * MINUTE, "1h": 60 * MINUTE, "1d": DAY }[interval] ?? DAY;
  for (let at = Math.floor(end / length) * length; times.length < count; at -= length) {
    // 5:00 UTC is midnight in New York in winter.
    if (interval !== "1d") times.push(at);
    else if (![0, 6].includes(new Date(at).getUTCDay())) times.push(at + 5 * 60 * MINUTE);
  }
  return times.reverse();
}

/** A walk of prices that is the same each time; the last bar is forming. */
export function fakePrices(seed: string, times: readonly number[], start: number): FakePrice[] {
  let state = [...seed].reduce(
    (sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0,
    0x811c9dc5,
  );
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let price = start;
  return times.map((openTime, index) => {
    const open = price;
    const close = cents(open * (1 + (chance() - 0.49) * 0.03));
    const high = cents(Math.max(open, close) * (1 + chance() * 0.008));
    const low = cents(Math.min(open, close) * (1 - chance() * 0.008));
    price = close;
    const volume = Math.round(200_000 * (0.4 + chance() + Math.abs(close - open) / open / 0.01));
    const final = index < times.length - 1;
    return { openTime, open, high, low, close, volume, final, revision: final ? 0 : 3, observedAt: openTime };
  });
}

/** With their indicators, as technical-indicators tells them: the page's own kernels, on all of them. */
export function fakeBars(prices: readonly FakePrice[]): Bar[] {
  return computeIndicators(prices).map((values, index) => {
    const price = prices[index] as FakePrice;
    const { openTime, open, high, low, close, volume, final, revision, observedAt } = price;
    return {
      openTime,
      open,
      high,
      low,
      close,
      adjustedClose: null,
      volume,
      final,
      revision,
      source: "synthetic",
      observedAt,
      ...values,
    };
  });
}

export const cents = (value: number) => Math.round(value * 100) / 100;
