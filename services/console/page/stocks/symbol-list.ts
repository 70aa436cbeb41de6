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

/** Those whose name has what was typed, those that begin with it first. */
export function searchSymbols(all: readonly ListedSymbol[], typed: string): readonly ListedSymbol[] {
  const text = typed.trim().toUpperCase();
  const place = ({ symbol }: ListedSymbol) => symbol.toUpperCase().indexOf(text);
  return all.filter((one) => place(one) >= 0).sort((a, b) => Math.min(place(a), 1) - Math.min(place(b), 1));
}
