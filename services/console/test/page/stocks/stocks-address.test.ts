import { barIntervals } from "@tributary/contracts";
import {
  atNote,
  graphsNote,
  intervals,
  parametersNote,
  readStocksAddress,
} from "../../../page/stocks/stocks-address.ts";

const read = (query: string) => readStocksAddress(new URLSearchParams(query));

test("without a query it is whatever there is, with the usual graphs", () => {
  expect(read("")).toEqual({
    symbol: undefined,
    interval: undefined,
    graphs: ["bands", "volume", "aroon", "rsi"],
    at: undefined,
    bars: undefined,
    isTable: false,
    isVerified: false,
    parameters: new Map(),
    misfits: [],
  });
});

test("all that is seen is read", () => {
  const query =
    "symbol=%5EGSPC&interval=1M&graphs=pvt,macd,ema&at=2008-09-15T04:00Z&bars=250&table=1&verify=1&bands=20,2.5&macd=5,35,5";
  expect(read(query)).toEqual({
    symbol: "^GSPC",
    interval: "1M",
    graphs: ["ema", "macd", "pvt"],
    at: Date.UTC(2008, 8, 15, 4),
    bars: 250,
    isTable: true,
    isVerified: true,
    parameters: new Map([
      ["bands", [20, 2.5]],
      ["macd", [5, 35, 5]],
    ]),
    misfits: [],
  });
});

test("what is not well-formed is left out", () => {
  expect(read("interval=2m&graphs=stars&at=yesterday&bars=3")).toEqual(read(""));
  expect(read(`symbol=${"A".repeat(33)}`).symbol).toBeUndefined();
  expect(read("at=2008-13-45T99:99Z").at).toBeUndefined();
});

test("parameters that cannot be are left out, and it is said why", () => {
  const { parameters, misfits } = read("sma=0&ema=9.5&rsi=&bands=20&macd=26,12,9&aroon=1e2");
  expect(parameters.size).toBe(0);
  expect(misfits).toEqual([
    "bands=20 in the address cannot be: Bollinger needs period, deviations",
    "sma=0 in the address cannot be: period needs a whole number from 1 to 500",
    "ema=9.5 in the address cannot be: period needs a whole number from 1 to 500",
    "aroon=1e2 in the address cannot be: period needs a whole number from 1 to 500",
    "rsi= in the address cannot be: period needs a whole number from 1 to 500",
    "macd=26,12,9 in the address cannot be: fast must be below slow",
  ]);
  expect(read(`sma=${"9".repeat(80)}`).misfits[0]).toBe(
    `sma=${"9".repeat(32)}… in the address cannot be: period needs a whole number from 1 to 500`,
  );
});

test("parameters are noted where they differ from the service's, as they are read", () => {
  expect(parametersNote([20, 2], [20, 2])).toBeNull();
  expect(parametersNote([20, 2.25], [20, 2])).toBe("20,2.25");
  expect(parametersNote([20], undefined)).toBe("20");
  expect(read(`bands=${parametersNote([20, 2.25], [20, 2])}`).parameters.get("bands")).toEqual([20, 2.25]);
});

test("no graph at all can be told from none named", () => {
  expect(graphsNote([])).toBe("none");
  expect(read("graphs=none").graphs).toEqual([]);
  expect(graphsNote(["rsi", "aroon", "bands", "volume"])).toBeNull();
  expect(graphsNote(["pvt", "bands"])).toBe("bands,pvt");
});

test("a bar noted is the bar read", () => {
  const openTime = Date.UTC(2026, 10, 22, 20, 31);
  expect(read(`at=${atNote(openTime)}`).at).toBe(openTime);
  expect(atNote(undefined)).toBeNull();
});

test("the intervals are those of the contract", () => {
  expect(intervals).toEqual(barIntervals);
});
