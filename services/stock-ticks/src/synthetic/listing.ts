import { chance, textKey } from "./chance.ts";

/** What a synthetic symbol is made by; prices in USD. */
export interface Listing {
  readonly symbol: string;
  readonly name: string;
  /** Key of all chance about it. */
  readonly key: number;
  /** At the beginning of 2026, and about where splits bring it back to. */
  readonly price: number;
  /** Standard deviation of the logarithm of a year's change. */
  readonly volatility: number;
  /** Mean shares of a trade. */
  readonly lot: number;
}

const suffix = ".SYN";
const pattern = /^[A-Z][A-Z0-9-]{0,11}\.SYN$/;
const between = (low: number, high: number, at: number) => low + (high - low) * at;

/**
 * The listing of any symbol that ends in `.SYN`, by its name and the seed; undefined for all others. The suffix keeps
 * what is made up apart from what is traded: who mistypes a real symbol gets an answer, not another company's prices.
 */
export function listingOf(symbol: string, seed: number): Listing | undefined {
  if (!pattern.test(symbol)) return undefined;
  const key = Math.floor(chance(seed, textKey(symbol)) * 2 ** 31);
  const base = symbol.slice(0, -suffix.length).toLowerCase();
  return {
    symbol,
    name: `${base.charAt(0).toUpperCase()}${base.slice(1)} (synthetic)`,
    key,
    // Evenly in the logarithm: as many from 20 to 60 as from 60 to 180.
    price: Math.exp(between(Math.log(20), Math.log(400), chance(key, 1))),
    volatility: between(0.3, 0.9, chance(key, 2)),
    lot: Math.round(between(20, 400, chance(key, 3))),
  };
}
