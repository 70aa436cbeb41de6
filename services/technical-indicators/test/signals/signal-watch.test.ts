import { computeIndicators, defaultSettings, type IndicatorValues } from "@tributary/indicators";
import { SignalWatch, type SignalWatchState, squeezeSpan } from "../../src/signals/signal-watch.ts";

const [none] = computeIndicators([{ high: 1, low: 1, close: 1, volume: null }], defaultSettings);

/** Bars given by what matters of them; what happens at each, as words. */
function watched(
  bars: readonly (Partial<IndicatorValues> & { readonly high?: number; readonly low?: number })[],
) {
  let state: SignalWatchState | undefined;
  return bars.map(({ high = 100, low = 100, ...values }) => {
    const watch = new SignalWatch(state);
    const happenings = watch.closed({ high, low }, { ...(none as IndicatorValues), ...values });
    state = JSON.parse(JSON.stringify(watch.state())) as SignalWatchState;
    return happenings.map(({ kind, level, reading }) => `${kind} ${level} ${reading}`);
  });
}

const bands = (bollingerLower: number, bollingerUpper: number, bollingerMiddle = 100) => {
  return { bollingerLower, bollingerMiddle, bollingerUpper };
};

test("a band is touched by the bar that reaches it, and not once more by the next", () => {
  expect(
    watched([
      { high: 104, ...bands(95, 105) },
      { high: 105, ...bands(95, 105) },
      { high: 106, ...bands(95, 105) },
      { high: 104, low: 95, ...bands(95, 105) },
      { high: 107, low: 94, ...bands(95, 105) },
    ]),
  ).toEqual([[], ["upper-band-touch 105 105"], [], ["lower-band-touch 95 95"], ["upper-band-touch 105 107"]]);
});

test("bands without width are neither touched nor squeezed", () => {
  const still = Array.from({ length: 300 }, () => ({ ...bands(100, 100) }));
  const moving = Array.from({ length: 200 }, () => ({ ...bands(90, 110) }));
  expect(watched([...still, ...moving, ...still]).flat()).toEqual([]);
});

test("a squeeze is a bandwidth below those of all the 125 bars before, told where it begins", () => {
  const wide = (count: number) => Array.from({ length: count }, () => ({ ...bands(90, 110) }));
  const told = (bars: ReturnType<typeof wide>) =>
    watched(bars).flatMap((happenings, bar) => happenings.map((words) => `${bar}: ${words}`));
  const narrow = [{ ...bands(92, 108) }, { ...bands(93, 107) }, { ...bands(90, 110) }, { ...bands(94, 106) }];
  expect(told([...wide(squeezeSpan), ...narrow])).toEqual([
    "125: squeeze 0.16 0.16",
    "128: squeeze 0.12 0.12",
  ]);
  expect(told([...wide(squeezeSpan - 1), ...narrow.slice(0, 1)])).toEqual([]);
  // The narrower one has left the 125 bars before the last, and not those before the last but one.
  const left = [
    { ...bands(95, 105) },
    ...wide(124),
    { ...bands(94, 106) },
    ...wide(1),
    { ...bands(93.5, 106.5) },
  ];
  expect(told(left)).toEqual([]);
  expect(told([{ ...bands(95, 105) }, ...wide(125), { ...bands(94, 106) }])).toEqual([
    "126: squeeze 0.12 0.12",
  ]);
});

test("Aroon crosses when it is on the other side of 0 than it was, whatever time it spent at 0", () => {
  const oscillator = [null, 0, 40, 0, 20, 0, -4, -8, 0, 12].map((aroonOscillator) => ({ aroonOscillator }));
  expect(watched(oscillator)).toEqual([
    ...[[], [], [], [], [], []],
    ["aroon-cross-down 0 -4"],
    [],
    [],
    ["aroon-cross-up 0 12"],
  ]);
});

test("prices that never moved are neither oversold nor overbought, nor are they with their first move", () => {
  const rsi = [null, 0, 0, 100, 60, 75, 50, 0, 0, 100].map((value) => ({ rsi: value }));
  expect(watched(rsi).flat()).toEqual(["rsi-overbought 70 75"]);
});

test("RSI signals where it reaches 70 or 30, not where it begins beyond", () => {
  const rsi = [null, 80, 75, 69.5, 70, 71, 50, 30, 29, 31, 12].map((value) => ({ rsi: value }));
  expect(watched(rsi)).toEqual([
    ...[[], [], [], []],
    ["rsi-overbought 70 70"],
    [],
    [],
    ["rsi-oversold 30 30"],
    [],
    [],
    ["rsi-oversold 30 12"],
  ]);
});
