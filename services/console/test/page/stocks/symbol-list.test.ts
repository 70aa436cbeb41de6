import {
  type FollowedSymbol,
  type OfferedSymbol,
  offeredSymbols,
  searchSymbols,
} from "../../../page/stocks/symbol-list.ts";

const all = ["^GSPC", "ACME", "MACE", "GS"].map(
  (symbol): OfferedSymbol => ({
    symbol,
    name: symbol === "^GSPC" ? "S&P 500" : null,
    exchange: null,
    currency: null,
    baseInterval: null,
    intervals: [],
    status: null,
  }),
);
const found = (typed: string) => searchSymbols(all, typed).map(({ symbol }) => symbol);

test("symbols that begin with what was typed come first, in whatever case", () => {
  expect(found("gs")).toEqual(["GS", "^GSPC"]);
  expect(found("ac")).toEqual(["ACME", "MACE"]);
  expect(found(" ")).toEqual(["^GSPC", "ACME", "MACE", "GS"]);
  expect(found("x")).toEqual([]);
});

test("a symbol is found by its name, too, after those found by their symbol", () => {
  expect(found("s&p")).toEqual(["^GSPC"]);
  expect(searchSymbols([...all, { ...(all[1] as OfferedSymbol), symbol: "P" }], "p").at(0)?.symbol).toBe("P");
});

test("offered are the symbols with bars, by their names, and those followed that have none yet", () => {
  const followed = (symbol: string, name: string): FollowedSymbol => ({
    symbol,
    name,
    exchange: "XNYS",
    currency: "USD",
    interval: "1m",
    state: "open",
    reason: null,
  });
  const [, acme] = all as [OfferedSymbol, OfferedSymbol];
  const offered = offeredSymbols([acme], [followed("ZED", "Zed"), followed("ACME", "Acme Corporation")]);
  expect(offered).toEqual([
    { ...acme, name: "Acme Corporation", baseInterval: "1m" },
    {
      symbol: "ZED",
      name: "Zed",
      exchange: "XNYS",
      currency: "USD",
      baseInterval: "1m",
      intervals: [],
      status: null,
    },
  ]);
  expect(offeredSymbols([acme])).toEqual([{ ...acme, name: null }]);
});
