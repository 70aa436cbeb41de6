import { graphs } from "../../../page/stocks/graph.ts";
import {
  amountWords,
  barTimeWords,
  changeWords,
  differenceWords,
  digitsOf,
  lineWords,
  priceWords,
  signalWords,
} from "../../../page/stocks/stocks-words.ts";
import { aBar } from "./a-bar.ts";

const THIN = "\u202f";
const [upper] = graphs.bands.lines;

test("an indicator that warms up tells how far it is, and a value that is there is told", () => {
  const young = aBar(11, { bollingerUpper: null, bollingerMissingCount: 8 });
  if (upper === undefined) throw new Error("bands have no upper line");
  expect(lineWords(upper, "bands", young, 2)).toBe("12 of 20 bars");
  expect(lineWords(upper, "bands", aBar(30), 2)).toBe("104.00");
});

test("what has no volume has none, and warms up to nothing", () => {
  const [volume] = graphs.volume.lines;
  if (volume === undefined) throw new Error("volume has no line");
  expect(lineWords(volume, "volume", aBar(3, { volume: null }), 2)).toBe("–");
});

test("prices have cents, small ones more places", () => {
  expect([1_469.25, 2, 0.63, 0.000_123].map((price) => priceWords(price, digitsOf(price)))).toEqual([
    "1,469.25",
    "2.00",
    "0.6300",
    "0.00012300",
  ]);
  expect(priceWords(null, 2)).toBe("–");
  expect(amountWords(931_800_000)).toBe("931.8M");
});

test("MACD, a difference of averages, has two more places than the price, and nothing is −0.00", () => {
  const [, line] = graphs.macd.lines;
  if (line === undefined) throw new Error("MACD has no line");
  expect(lineWords(line, "macd", aBar(60, { macd: -0.012_34 }), 2)).toBe("-0.0123");
  expect(lineWords(line, "macd", aBar(60, { macd: -0.000_01 }), 2)).toBe("0.0000");
  expect(priceWords(-0.004, 2)).toBe("0.00");
});

test("changes have a sign, and none without a price before", () => {
  expect(changeWords(100, 101.5)).toBe(`+1.50${THIN}%`);
  expect(changeWords(100, 98)).toBe(`−2.00${THIN}%`);
  expect(changeWords(undefined, 98)).toBeUndefined();
  expect(changeWords(0, 98)).toBeUndefined();
});

test("a bar's time is as long as the bar is short", () => {
  const at = Date.UTC(2015, 2, 4, 14, 30);
  expect(barTimeWords("1m", at)).toBe("Wed, 4 Mar 2015, 14:30");
  expect(barTimeWords("1d", at)).toBe("Wed, 4 Mar 2015");
  expect(barTimeWords("1M", at)).toBe("March 2015");
  expect(barTimeWords("1y", at)).toBe("2015");
});

test("a graph computed here warms up with the bars that it is of, and says where it is not exact", () => {
  const [rsi] = graphs.rsi.lines;
  if (upper === undefined || rsi === undefined) throw new Error("a graph has no line");
  const own = { ownKinds: new Map([["rsi", [7]]] as const), ownCount: 3 };
  const young = { ...aBar(400, { rsi: null, rsiMissingCount: 5 }), ...own };
  expect(lineWords(rsi, "rsi", young, 2)).toBe("3 of 8 bars");
  const later = { ...aBar(430), ...own, unsettled: ["rsi"] as const };
  expect(lineWords(rsi, "rsi", later, 2)).toBe(`≈${THIN}55.0`);
  expect(lineWords(upper, "bands", later, 2)).toBe("104.00");
});

test("differences and signals are told in words, new kinds as they are written", () => {
  expect([0, 2.34e-15, Number.POSITIVE_INFINITY].map(differenceWords)).toEqual([
    "0",
    "2.3e-15",
    "a value against none",
  ]);
  expect(signalWords("rsi-overbought")).toBe("RSI: overbought");
  expect(signalWords("golden-cross")).toBe("golden cross");
});
