import type { MarketStatus } from "@tributary/contracts";

/** `GET /symbols` of technical-indicators, in alphabetical order. */
export interface SymbolsAnswer {
  readonly symbols: readonly ListedSymbol[];
}

export interface ListedSymbol {
  readonly symbol: string;
  readonly exchange: string | null;
  readonly currency: string | null;
  /** The interval that its source tells, of which longer ones are made; null before the first bar. */
  readonly baseInterval: string | null;
  readonly intervals: readonly {
    readonly interval: string;
    readonly barCount: number;
    /** ms since the epoch. */
    readonly firstOpenTime: number;
    readonly lastOpenTime: number;
  }[];
  readonly status: MarketStatus | null;
}

/** What stock-ticks tells of a symbol that it follows. */
export interface FollowedSymbol {
  readonly symbol: string;
  /** For a person; null while its provider has not told. */
  readonly name: string | null;
  readonly exchange: string | null;
  readonly currency: string | null;
  /** Length of the bars that are published. */
  readonly interval: string | null;
  /** `unknown` before its first status is published. */
  readonly state: string;
  readonly reason: string | null;
}

/** A symbol to choose: one of which there are bars, or one that is followed and has none yet. */
export interface OfferedSymbol extends ListedSymbol {
  readonly name: string | null;
}

/** All there is to choose from, those without bars last. @param followed undefined while nobody can tell */
export function offeredSymbols(
  listed: readonly ListedSymbol[],
  followed: readonly FollowedSymbol[] = [],
): readonly OfferedSymbol[] {
  const told = new Map(followed.map((one) => [one.symbol, one]));
  const known = new Set(listed.map(({ symbol }) => symbol));
  const waiting = followed
    .filter(({ symbol }) => !known.has(symbol))
    .map(({ symbol, name, exchange, currency, interval }) => {
      return { symbol, name, exchange, currency, baseInterval: interval, intervals: [], status: null };
    });
  const all = listed.map((one) => {
    const by = told.get(one.symbol);
    // Of one that has a status and no bar yet only its source knows the length.
    return { ...one, name: by?.name ?? null, baseInterval: one.baseInterval ?? by?.interval ?? null };
  });
  return [...all, ...waiting];
}

/** Those of which symbol or name has what was typed, those whose symbol begins with it first, those by name last. */
export function searchSymbols(all: readonly OfferedSymbol[], typed: string): readonly OfferedSymbol[] {
  const text = typed.trim().toUpperCase();
  const place = ({ symbol, name }: OfferedSymbol) => {
    const at = symbol.toUpperCase().indexOf(text);
    if (at >= 0) return Math.min(at, 1);
    return name?.toUpperCase().includes(text) === true ? 2 : undefined;
  };
  return all
    .flatMap((one) => {
      const at = place(one);
      return at === undefined ? [] : [{ one, at }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
