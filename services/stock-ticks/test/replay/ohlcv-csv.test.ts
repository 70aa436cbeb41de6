import { OhlcvError, readOhlcv } from "../../src/replay/ohlcv-csv.ts";

const row = { open: 187.15, high: 188.44, low: 183.89, close: 185.64, adjustedClose: null, volume: 82488700 };

test("a table of one row of header, as yfinance wrote it up to 0.2.50", () => {
  const text =
    "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,187.15,188.44,183.89,185.64,184.53,82488700\n";
  expect(readOhlcv(text)).toEqual([
    {
      ticker: undefined,
      timeColumn: "Date",
      rows: [{ time: "2024-01-02", ...row, adjustedClose: 184.53 }],
      emptyRows: 0,
    },
  ]);
});

test("Ticker.history: midnights with an offset, dividends and splits behind", () => {
  const text =
    "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\r\n2024-01-02 00:00:00-05:00,187.15,188.44,183.89,185.64,82488700,0.0,0.0\r\n";
  expect(readOhlcv(text)[0]?.rows).toEqual([{ time: "2024-01-02 00:00:00-05:00", ...row }]);
});

test("three rows of header, as download writes them from 0.2.51 on, columns in any order", () => {
  const text = [
    "Price,Close,High,Low,Open,Volume",
    "Ticker,AAPL,AAPL,AAPL,AAPL,AAPL",
    "Date,,,,,",
    "2024-01-02,185.64,188.44,183.89,187.15,82488700",
  ].join("\n");
  expect(readOhlcv(text)).toEqual([
    { ticker: "AAPL", timeColumn: "Date", rows: [{ time: "2024-01-02", ...row }], emptyRows: 0 },
  ]);
});

test("several tickers in one table are tables of their own; days on which one did not trade are left out of it", () => {
  const text = [
    "Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume",
    "Ticker,AAPL,BTC-USD,AAPL,BTC-USD,AAPL,BTC-USD,AAPL,BTC-USD,AAPL,BTC-USD",
    "Date,,,,,,,,,,",
    "2024-01-01,,44167.3,,44175.4,,42214.9,,42280.2,,18426978443",
    "2024-01-02,185.64,44957.9,188.44,45899.7,183.89,44176.9,187.15,44187.1,82488700,39335274536",
  ].join("\n");
  const [apple, coin] = readOhlcv(text);
  expect(apple).toEqual({
    ticker: "AAPL",
    timeColumn: "Date",
    rows: [{ time: "2024-01-02", ...row }],
    emptyRows: 1,
  });
  expect(coin?.rows.map(({ time, close }) => [time, close])).toEqual([
    ["2024-01-01", 44167.3],
    ["2024-01-02", 44957.9],
  ]);
});

test("group_by ticker turns the first two rows round", () => {
  const text =
    "Ticker,AAPL,AAPL,AAPL,AAPL\nPrice,Open,High,Low,Close\nDatetime,,,,\n2024-01-02 14:30:00+00:00,1,3,1,2";
  const [table] = readOhlcv(text);
  expect(table).toMatchObject({ ticker: "AAPL", timeColumn: "Datetime" });
  expect(table?.rows).toEqual([
    {
      time: "2024-01-02 14:30:00+00:00",
      open: 1,
      high: 3,
      low: 1,
      close: 2,
      adjustedClose: null,
      volume: null,
    },
  ]);
});

test.each([
  ["When,Open,High,Low,Close\n", /line 1 begins with "When", not with Date or Datetime/],
  ["Date,Open,High,Close\n", /there is no column low/],
  ["Date,Open,High,Low,Close\n2024-01-02,1,2,x,1\n", /line 2: low is "x", not a number/],
  ["Price,Open\nTicker,\nDate,\n", /the row of tickers names none/],
  ["", /line 1 begins with ""/],
])("what is no such table is refused in words: %j", (text, words) => {
  expect(() => readOhlcv(text)).toThrow(OhlcvError);
  expect(() => readOhlcv(text)).toThrow(words);
});
