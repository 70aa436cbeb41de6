import { type ListedSymbol, searchSymbols } from "../../../page/stocks/symbol-list.ts";

const all = ["^GSPC", "ACME", "MACE", "GS"].map(
  (symbol): ListedSymbol => ({
    symbol,
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
