import { ConfigError, type ConfigFault, type Values } from "@tributary/config";
import { BinanceProvider } from "./binance/binance-provider.ts";
import type { config } from "./config.ts";
import type { Clock } from "./network/clock.ts";
import type { Provider } from "./provider.ts";
import type { Recording } from "./replay/recording.ts";
import { fileRecordings, sp500Recording } from "./replay/recordings.ts";
import { replayProvider } from "./replay/replay-provider.ts";
import { listingOf } from "./synthetic/listing.ts";
import { syntheticProvider } from "./synthetic/synthetic-provider.ts";
import { YahooProvider } from "./yahoo/yahoo-provider.ts";

type Told = Values<typeof config>;

export interface Providers {
  /** Asked in this order which symbol is theirs. */
  readonly providers: readonly Provider[];
  /** Followed from the start. */
  readonly symbols: readonly string[];
}

const syntheticSymbols = ["ALDER.SYN", "BIRCH.SYN", "CEDAR.SYN"];
const stocks = ["^GSPC", "AAPL", "MSFT", "NVDA"];
const coins = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

/** The providers of the configuration, and the symbols. @throws ConfigError for a recording or symbol that is not there */
export function providersFor(told: Told, clock: Clock): Providers {
  const symbols = (usual: readonly string[]) => [...new Set(told.STOCK_SYMBOLS ?? usual)];
  switch (told.STOCK_PROVIDER) {
    case "replay": {
      const recordings = recordingsOf(told);
      const recorded = recordings.map(({ description }) => description.symbol);
      const followed = symbols([...recorded, ...syntheticSymbols]);
      refuseUnknown(followed, recorded);
      const { STOCK_SPEED: speed, STOCK_LIVE_BARS: liveBars } = told;
      const replay = replayProvider({ recordings, speed, liveBars, clock });
      return { providers: [replay, synthetic(told, clock)], symbols: followed };
    }
    case "synthetic": {
      const followed = symbols(syntheticSymbols);
      refuseUnknown(followed, []);
      return { providers: [synthetic(told, clock)], symbols: followed };
    }
    case "yahoo":
      return { providers: [new YahooProvider({ config: told, clock })], symbols: symbols(stocks) };
    case "binance":
      return { providers: [new BinanceProvider({ config: told, clock })], symbols: symbols(coins) };
  }
}

function synthetic(told: Told, clock: Clock): Provider {
  return syntheticProvider({
    seed: told.STOCK_SEED,
    hours: told.STOCK_SYNTHETIC_HOURS,
    historyMinutes: told.STOCK_SYNTHETIC_HISTORY_HOURS * 60,
    haltEveryMinutes: told.STOCK_SYNTHETIC_HALT_MINUTES,
    splitEveryMinutes: told.STOCK_SYNTHETIC_SPLIT_MINUTES,
    lateShare: told.STOCK_SYNTHETIC_LATE_SHARE,
    clock,
  });
}

/** The S&P 500's and the file's; the file's wins where it is the same symbol. */
function recordingsOf(told: Told): Recording[] {
  const { STOCK_FILE: file } = told;
  const all = [sp500Recording()];
  if (file !== undefined) {
    try {
      const {
        STOCK_FILE_SYMBOL: symbol,
        STOCK_FILE_EXCHANGE: exchange,
        STOCK_FILE_CURRENCY: currency,
      } = told;
      all.push(...fileRecordings({ file, symbol, exchange, currency }));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const cure = "Name a CSV as yfinance's to_csv writes it, of bars of one day or one minute.";
      throw refusal({ name: "STOCK_FILE", given: file, expected: `an OHLCV table (${why})`, cure });
    }
  }
  return [...new Map(all.map((recording) => [recording.description.symbol, recording])).values()];
}

function refuseUnknown(symbols: readonly string[], recorded: readonly string[]): void {
  const unknown = symbols.filter(
    (symbol) => !recorded.includes(symbol) && listingOf(symbol, 0) === undefined,
  );
  if (unknown.length === 0) return;
  const known = recorded.length === 0 ? "" : `${recorded.join(", ")}, or `;
  const expected = `${known}synthetic symbols such as ${syntheticSymbols.join(", ")}`;
  const cure = "Correct them, leave them out, or choose another STOCK_PROVIDER.";
  throw refusal({ name: "STOCK_SYMBOLS", given: unknown.join(","), expected, cure });
}

function refusal(fault: ConfigFault): ConfigError {
  return new ConfigError([fault]);
}
