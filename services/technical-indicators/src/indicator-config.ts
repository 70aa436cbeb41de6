import { ConfigError, integer, number, type Values } from "@tributary/config";
import { defaultSettings, type IndicatorSettings } from "@tributary/indicators";

const { bollinger, macd } = defaultSettings;
/** A window is part of the state of every 25 bars. */
const bars = { minimum: 1, maximum: 500, unit: "bars" } as const;

/** Periods of the indicators, for the service's own list. */
export const indicatorConfig = {
  INDICATOR_SMA_PERIOD: integer("Period of the simple moving average", {
    default: defaultSettings.sma,
    ...bars,
  }),
  INDICATOR_EMA_PERIOD: integer("Period of the exponential moving average", {
    default: defaultSettings.ema,
    ...bars,
  }),
  INDICATOR_BOLLINGER_PERIOD: integer("Period of the Bollinger bands", {
    default: bollinger.period,
    ...bars,
  }),
  INDICATOR_BOLLINGER_DEVIATIONS: number("Standard deviations from the middle band to the outer ones", {
    default: bollinger.deviations,
    minimum: 0.1,
    maximum: 10,
  }),
  INDICATOR_AROON_PERIOD: integer("Period of Aroon", { default: defaultSettings.aroon, ...bars }),
  INDICATOR_RSI_PERIOD: integer("Period of the relative strength index", {
    default: defaultSettings.rsi,
    ...bars,
  }),
  INDICATOR_MACD_FAST_PERIOD: integer("Fast period of MACD, below the slow one", {
    default: macd.fast,
    ...bars,
  }),
  INDICATOR_MACD_SLOW_PERIOD: integer("Slow period of MACD", { default: macd.slow, ...bars }),
  INDICATOR_MACD_SIGNAL_PERIOD: integer("Period of MACD's signal line", { default: macd.signal, ...bars }),
};

/** @throws ConfigError for periods that do not go together. */
export function indicatorSettings(config: Values<typeof indicatorConfig>): IndicatorSettings {
  const [fast, slow] = [config.INDICATOR_MACD_FAST_PERIOD, config.INDICATOR_MACD_SLOW_PERIOD];
  if (fast >= slow)
    throw new ConfigError([
      {
        name: "INDICATOR_MACD_FAST_PERIOD",
        given: String(fast),
        expected: `less than INDICATOR_MACD_SLOW_PERIOD, ${slow}`,
        cure: "set a shorter fast period or a longer slow one",
      },
    ]);
  return {
    sma: config.INDICATOR_SMA_PERIOD,
    ema: config.INDICATOR_EMA_PERIOD,
    bollinger: {
      period: config.INDICATOR_BOLLINGER_PERIOD,
      deviations: config.INDICATOR_BOLLINGER_DEVIATIONS,
    },
    aroon: config.INDICATOR_AROON_PERIOD,
    rsi: config.INDICATOR_RSI_PERIOD,
    macd: { fast, slow, signal: config.INDICATOR_MACD_SIGNAL_PERIOD },
  };
}
