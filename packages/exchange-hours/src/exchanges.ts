import { AlwaysOpenExchange } from "./always-open-exchange.ts";
import type { Exchange, ExchangeCode } from "./exchange.ts";
import { ExchangeByRules } from "./exchange-by-rules.ts";
import { londonRules } from "./london-rules.ts";
import { newYorkRules } from "./new-york-rules.ts";
import type { TradingRules } from "./trading-year.ts";
import { ZoneOffsets } from "./zone-offsets.ts";

const made: Record<ExchangeCode, (code: ExchangeCode) => Exchange> = {
  XNYS: (code) => byRules(code, newYorkRules),
  XNAS: (code) => byRules(code, newYorkRules),
  SYNTH: (code) => byRules(code, newYorkRules),
  XLON: (code) => byRules(code, londonRules),
  BINANCE: (code) => new AlwaysOpenExchange(code),
  "24-7": (code) => new AlwaysOpenExchange(code),
};

const zones = new Map<string, ZoneOffsets>();
const known = new Map<string, Exchange>();

/**
 * The exchange of that code, always the same object; made when first asked for, which takes some 100 ms for
 * the first of a zone.
 * @throws RangeError for a code that is none of `exchangeCodes`
 */
export function exchange(code: string): Exchange {
  const before = known.get(code);
  if (before !== undefined) return before;
  if (!isExchangeCode(code)) throw new RangeError(`no hours are known of the exchange ${code}`);
  const one = made[code](code);
  known.set(code, one);
  return one;
}

export function isExchangeCode(code: string): code is ExchangeCode {
  return Object.hasOwn(made, code);
}

function byRules(code: ExchangeCode, rules: TradingRules): Exchange {
  const offsets = zones.get(rules.zone) ?? new ZoneOffsets(rules.zone);
  zones.set(rules.zone, offsets);
  return new ExchangeByRules(code, rules, offsets);
}
