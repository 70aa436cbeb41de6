import type { IndicatorSettings } from "@tributary/indicators";

export function isSameSettings(one: IndicatorSettings, other: IndicatorSettings): boolean {
  return (
    one === other ||
    (one.sma === other.sma &&
      one.ema === other.ema &&
      one.aroon === other.aroon &&
      one.rsi === other.rsi &&
      one.bollinger.period === other.bollinger.period &&
      one.bollinger.deviations === other.bollinger.deviations &&
      one.macd.fast === other.macd.fast &&
      one.macd.slow === other.macd.slow &&
      one.macd.signal === other.macd.signal)
  );
}
