import { defaultSettings } from "@tributary/indicators";
import {
  adjustableKinds,
  faultOf,
  readNumbers,
  settingsOf,
  valuesOf,
} from "../../../../page/stocks/parameters/graph-parameters.ts";

test("the parameters of each graph are found in the settings, and put there", () => {
  expect(adjustableKinds.map((kind) => valuesOf(kind, defaultSettings))).toEqual([
    [20, 2],
    [20],
    [20],
    [25],
    [14],
    [12, 26, 9],
  ]);
  const given = new Map([
    ["bands", [30, 2.5]],
    ["sma", [50]],
    ["ema", [9]],
    ["aroon", [14]],
    ["rsi", [7]],
    ["macd", [5, 35, 6]],
  ] as const);
  expect(settingsOf(given)).toEqual({
    sma: 50,
    ema: 9,
    bollinger: { period: 30, deviations: 2.5 },
    aroon: 14,
    rsi: 7,
    macd: { fast: 5, slow: 35, signal: 6 },
  });
  for (const [kind, values] of given) expect(valuesOf(kind, settingsOf(given))).toEqual(values);
  expect(settingsOf(new Map())).toEqual(defaultSettings);
});

test("what a graph cannot be computed with is told in words", () => {
  expect(faultOf("sma", [1])).toBeUndefined();
  expect(faultOf("sma", [500])).toBeUndefined();
  expect(faultOf("bands", [20, 0.1])).toBeUndefined();
  expect(faultOf("macd", [1, 2, 1])).toBeUndefined();
  expect(faultOf("sma", [501])).toBe("period needs a whole number from 1 to 500");
  expect(faultOf("bands", [20, 0])).toBe("deviations needs a number from 0.1 to 10");
  expect(faultOf("bands", [20.5, 2])).toBe("period needs a whole number from 1 to 500");
  expect(faultOf("macd", [12, 12, 9])).toBe("fast must be below slow");
  expect(faultOf("macd", [12, 26])).toBe("MACD needs fast, slow, signal");
  expect(faultOf("rsi", [Number.NaN])).toBe("period needs a whole number from 1 to 500");
});

test("numbers are read as people write them, and nothing else is", () => {
  expect(readNumbers("20,2.5")).toEqual([20, 2.5]);
  expect(["-3", "1e2", "", "0x10", " 5", "Infinity", "1."].flatMap(readNumbers)).toEqual(
    Array(7).fill(Number.NaN),
  );
});
