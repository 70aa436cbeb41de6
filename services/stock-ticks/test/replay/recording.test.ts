import { readOhlcv } from "../../src/replay/ohlcv-csv.ts";
import { recordingOf } from "../../src/replay/recording.ts";

const options = { symbol: "ACME", name: "Acme", exchange: "XNYS", currency: "USD" };
const header = (time: string) => `${time},Open,High,Low,Close\n`;

function recording(text: string, over: Partial<typeof options> = {}) {
  const [table] = readOhlcv(text);
  if (table === undefined) throw new Error("no table");
  return recordingOf(table, { ...options, ...over });
}
const times = (text: string, over: Partial<typeof options> = {}) =>
  recording(text, over).bars.map(({ openTime }) => new Date(openTime).toISOString());

test("days open at midnight of the exchange's zone, over a change of clocks, too", () => {
  expect(times(`${header("Date")}2024-03-08,1,1,1,1\n2024-03-11,1,1,1,1\n`)).toEqual([
    "2024-03-08T05:00:00.000Z",
    "2024-03-11T04:00:00.000Z",
  ]);
  expect(times(`${header("Date")}2024-07-01,1,1,1,1\n`, { exchange: "XLON" })).toEqual([
    "2024-06-30T23:00:00.000Z",
  ]);
});

test("minutes are instants by their offset", () => {
  const text = `${header("Datetime")}2024-01-02 09:30:00-05:00,1,1,1,1\n2024-01-02 09:31:00-05:00,1,1,1,1\n`;
  expect(times(text)).toEqual(["2024-01-02T14:30:00.000Z", "2024-01-02T14:31:00.000Z"]);
  expect(recording(text).description.interval).toBe("1m");
});

test("rows in any order, one a time, the later row of two", () => {
  const { bars } = recording(`${header("Date")}2024-01-03,3,3,3,3\n2024-01-02,1,1,1,1\n2024-01-03,4,4,4,4\n`);
  expect(bars.map(({ close }) => close)).toEqual([1, 4]);
});

test("a price beyond the extremes by a rounding widens them", () => {
  const { bars } = recording(`${header("Date")}2024-01-02,1,1.9999999,1.1,2\n`);
  expect(bars[0]).toMatchObject({ high: 2, low: 1 });
});

test.each([
  [
    `${header("Date")}2024-01-02,1,1,1,1\n2024-01-09,1,1,1,1\n2024-01-16,1,1,1,1\n`,
    /bars of one day are needed/,
  ],
  [
    `${header("Datetime")}2024-01-02 14:30:00+00:00,1,1,1,1\n2024-01-02 14:35:00+00:00,1,1,1,1\n`,
    /5 minutes apart, bars of one minute or one day are needed/,
  ],
  [`${header("Datetime")}2024-01-02 09:30:00,1,1,1,1\n`, /not a full minute with its offset/],
  [`${header("Date")}02.01.2024,1,1,1,1\n`, /"02.01.2024" is not a day/],
  [`${header("Date")}2024-02-30,1,1,1,1\n`, /is not a day/],
  [header("Date"), /there is no row with prices/],
])("%j is refused", (text, words) => {
  expect(() => recording(text)).toThrow(words);
});
