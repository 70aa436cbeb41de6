export { type Exchange, type ExchangeCode, exchangeCodes, type Period, type Session } from "./exchange.ts";
export { exchange, isExchangeCode } from "./exchanges.ts";
export type { Interval } from "./interval.ts";
