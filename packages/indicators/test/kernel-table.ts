import fc from "fast-check";
import { Aroon, Bollinger, Ema, IndicatorSet, type Kernel, Macd, Pvt, Rsi, Sma } from "../src/index.ts";

export interface Bar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
}

/** What all kernels and the set of them have, so that one test can speak of each. */
export interface Subject extends Pick<Kernel<Bar, unknown, unknown>, "update" | "peek" | "state"> {
  readonly value?: unknown;
  readonly missing?: number;
}

interface Entry {
  readonly name: string;
  readonly create: () => Subject;
  readonly restore: (state: never) => Subject;
  /** What of a bar it looks at. */
  readonly fields: readonly (keyof Bar)[];
  /** Bars until the first value. */
  readonly warmUp: number;
}

const settings = {
  sma: 4,
  ema: 3,
  bollinger: { period: 5, deviations: 1.5 },
  aroon: 6,
  rsi: 4,
  macd: { fast: 2, slow: 5, signal: 3 },
};
const shared = { ...settings, sma: 5 };

/** Of short periods, so that a few bars go through warm-up, several laps of each window and its edges. */
export const kernelTable: readonly Entry[] = [
  {
    ...ofClose(
      () => new Sma(1),
      (state) => Sma.restore(state, 1),
    ),
    name: "Sma(1)",
    warmUp: 1,
  },
  {
    ...ofClose(
      () => new Sma(4),
      (state) => Sma.restore(state, 4),
    ),
    name: "Sma(4)",
    warmUp: 4,
  },
  {
    ...ofClose(
      () => new Ema(3),
      (state) => Ema.restore(state, 3),
    ),
    name: "Ema(3)",
    warmUp: 3,
  },
  {
    ...ofClose(
      () => new Rsi(4),
      (state) => Rsi.restore(state, 4),
    ),
    name: "Rsi(4)",
    warmUp: 5,
  },
  {
    ...ofClose(
      () => new Bollinger(5, 2),
      (state) => Bollinger.restore(state, 5, 2),
    ),
    name: "Bollinger(5, 2)",
    warmUp: 5,
  },
  {
    ...ofClose(
      () => new Macd(2, 5, 3),
      (state) => Macd.restore(state, 2, 5, 3),
    ),
    name: "Macd(2, 5, 3)",
    warmUp: 5,
  },
  {
    name: "Aroon(1)",
    fields: ["high", "low"],
    create: () => new Aroon(1),
    restore: (state) => Aroon.restore(state, 1),
    warmUp: 2,
  },
  {
    name: "Aroon(6)",
    fields: ["high", "low"],
    create: () => new Aroon(6),
    restore: (state) => Aroon.restore(state, 6),
    warmUp: 7,
  },
  {
    name: "Pvt",
    fields: ["close", "volume"],
    create: () => new Pvt(),
    restore: (state) => Pvt.restore(state),
    warmUp: 1,
  },
  {
    name: "IndicatorSet",
    fields: ["high", "low", "close", "volume"],
    create: () => new IndicatorSet(settings),
    restore: (state) => IndicatorSet.restore(state, settings),
    warmUp: 7,
  },
  {
    name: "IndicatorSet whose SMA is the middle band",
    fields: ["high", "low", "close", "volume"],
    create: () => new IndicatorSet(shared),
    restore: (state) => IndicatorSet.restore(state, shared),
    warmUp: 7,
  },
];

/** A kernel of numbers, asked with bars. */
function ofClose<Output, State>(
  create: () => Kernel<number, Output, State>,
  restore: (state: never) => Kernel<number, Output, State>,
): Pick<Entry, "create" | "restore" | "fields"> {
  const asked = (kernel: Kernel<number, Output, State>): Subject => ({
    update: (bar) => kernel.update(bar.close),
    peek: (bar) => kernel.peek(bar.close),
    state: () => kernel.state(),
    get value() {
      return kernel.value;
    },
    get missing() {
      return kernel.missing;
    },
  });
  return { create: () => asked(create()), restore: (state) => asked(restore(state)), fields: ["close"] };
}

/** Prices that tie, repeat, jump by orders of magnitude, are nothing or negative. */
const price = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }).map((step) => step / 4) },
  { weight: 4, arbitrary: fc.double({ min: 90, max: 110, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: -1e12, max: 1e12, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 5e-324, 1e-75, 50_000, 1e75, -1e75) },
);
const volume = fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.constant(null));

export const anyBar: fc.Arbitrary<Bar> = fc.record({ high: price, low: price, close: price, volume });
export const anyBars: fc.Arbitrary<Bar[]> = fc.array(anyBar, { minLength: 0, maxLength: 40 });
