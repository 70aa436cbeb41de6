import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileRecordings, sp500File, sp500Recording } from "../../src/replay/recordings.ts";

test("the S&P 500's file is the package's, byte for byte", () => {
  const original = fileURLToPath(new URL("../data/sp500-2000.csv", import.meta.resolve("vega-datasets")));
  expect(readFileSync(sp500File).equals(readFileSync(original))).toBe(true);
});

test("the S&P 500's days, as its file has them", () => {
  const { description, bars } = sp500Recording();
  expect(description).toMatchObject({ symbol: "^GSPC", exchange: "XNYS", currency: "USD", interval: "1d" });
  expect(bars).toHaveLength(5105);
  expect(bars[0]).toEqual({
    openTime: Date.parse("2000-01-03T05:00Z"),
    open: 1469.25,
    high: 1478,
    low: 1438.359985,
    close: 1455.219971,
    adjustedClose: 1455.219971,
    volume: 931_800_000,
  });
  expect(bars.at(-1)).toMatchObject({ openTime: Date.parse("2020-04-17T04:00Z"), close: 2874.560059 });
});

test("a file's symbol is the one told, else its ticker, else its name", () => {
  const folder = mkdtempSync(join(tmpdir(), "stock-ticks-"));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return { file: join(folder, name), exchange: "XNYS", currency: "USD" };
  };
  const plain = write("my shares.csv", "Date,Open,High,Low,Close\n2024-01-02,1,1,1,1\n");
  const named = write(
    "x.csv",
    "Price,Open,High,Low,Close\nTicker,MSFT,MSFT,MSFT,MSFT\nDate,,,,\n2024-01-02,1,1,1,1\n",
  );
  const symbols = (options: Parameters<typeof fileRecordings>[0]) =>
    fileRecordings(options).map(({ description }) => description.symbol);
  expect(symbols({ ...plain, symbol: undefined })).toEqual(["my-shares"]);
  expect(symbols({ ...named, symbol: undefined })).toEqual(["MSFT"]);
  expect(symbols({ ...named, symbol: "OWN" })).toEqual(["OWN"]);
  rmSync(folder, { recursive: true });
});
