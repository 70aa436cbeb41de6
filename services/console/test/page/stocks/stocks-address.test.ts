import { barIntervals } from "@tributary/contracts";
import { atNote, graphsNote, intervals, readStocksAddress } from "../../../page/stocks/stocks-address.ts";

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
  });
});

test("all that is seen is read", () => {
  const query =
    "symbol=%5EGSPC&interval=1M&graphs=pvt,macd,ema&at=2008-09-15T04:00Z&bars=250&table=1&verify=1";
  expect(read(query)).toEqual({
    symbol: "^GSPC",
    interval: "1M",
    graphs: ["ema", "macd", "pvt"],
    at: Date.UTC(2008, 8, 15, 4),
    bars: 250,
    isTable: true,
    isVerified: true,
  });
});

test("what is not well-formed is left out", () => {
  expect(read("interval=2m&graphs=stars&at=yesterday&bars=3")).toEqual(read(""));
  expect(read(`symbol=${"A".repeat(33)}`).symbol).toBeUndefined();
  expect(read("at=2008-13-45T99:99Z").at).toBeUndefined();
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
