import { createRequire } from "node:module";
import { join } from "node:path";

type Series = readonly number[];
interface TalibWeb {
  init(wasmFile: string): Promise<unknown>;
  SMA(params: { inReal: Series; timePeriod: number }): { output: number[] };
  EMA(params: { inReal: Series; timePeriod: number }): { output: number[] };
  RSI(params: { inReal: Series; timePeriod: number }): { output: number[] };
  AROON(params: { high: Series; low: Series; timePeriod: number }): {
    aroonUp: number[];
    aroonDown: number[];
  };
  AROONOSC(params: { high: Series; low: Series; timePeriod: number }): { output: number[] };
  BBANDS(params: { inReal: Series; timePeriod: number; nbDevUp: number; nbDevDn: number }): {
    upperBand: number[];
    middleBand: number[];
    lowerBand: number[];
  };
  MACD(params: { inReal: Series; fastPeriod: number; slowPeriod: number; signalPeriod: number }): {
    MACD: number[];
    MACDSignal: number[];
    MACDHist: number[];
  };
}

/**
 * TA-Lib's C code as WebAssembly. The glue around it takes any `fetch` for a browser's and asks it for a file's path,
 * which Node's refuses: so there is none while it loads, and it reads the file.
 */
export async function loadTalib(): Promise<TalibWeb> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("talib-web");
  const fetchOfNode = globalThis.fetch;
  Reflect.deleteProperty(globalThis, "fetch");
  try {
    const talib = require("talib-web") as TalibWeb;
    await talib.init(join(entry, "..", "talib.wasm"));
    return talib;
  } finally {
    globalThis.fetch = fetchOfNode;
  }
}

/** Its outputs begin with the first value and are filled up with zeros: put where they belong, null before. */
export function aligned(output: Series, lookback: number): (number | null)[] {
  return output.map((_, bar) => (bar < lookback ? null : (output[bar - lookback] as number)));
}
