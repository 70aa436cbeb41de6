import type { MarketStatus } from "@tributary/contracts";
import type { PollKind } from "../shell/poll.ts";
import type { BadgeKind } from "../shell/state-badge.tsx";
import { duration } from "../shell/words.ts";
import type { Link } from "../stream/steady-stream.ts";

/** A source tells every 5 s that ticks still come, or else why not; past so much silence of its own nobody tells, ms. */
export const UNTOLD_AFTER_MS = 120_000;

export interface StocksFacts {
  readonly symbols: { readonly kind: PollKind; readonly failure: string | undefined };
  /** The symbol shown, if any is known; whether the service has heard of it. */
  readonly symbol: string | undefined;
  readonly isKnown: boolean;
  readonly link: Link;
  /** Whether its bars have been heard. */
  readonly heard: boolean;
  readonly bars: number;
  /** Whether there are bars of it of any length. */
  readonly hasBars: boolean;
  /** Why its source does not follow it yet, in words, where that is so. */
  readonly problem: string | undefined;
  readonly status: MarketStatus | undefined;
  /** ms since its source told anything, a tick or a status; undefined before both. */
  readonly untold: number | undefined;
}

/** What the page tells about its data: a word, and more words where they help. */
export interface StocksState {
  readonly kind: BadgeKind;
  readonly detail: string;
}

/** The state of the Stocks page. */
export function stocksState(facts: StocksFacts): StocksState {
  const { symbols, symbol, isKnown, link, heard, bars } = facts;
  if (symbol === undefined) {
    if (symbols.kind === "loading") return { kind: "loading", detail: "asking which symbols there are" };
    if (symbols.kind === "error") return { kind: "error", detail: symbols.failure ?? "no answer" };
    return { kind: "empty", detail: "no symbol is followed yet" };
  }
  if (link.kind === "failed") return { kind: "error", detail: link.reason };
  if (link.kind === "waiting") return { kind: heard ? "reconnecting" : "error", detail: link.reason };
  if (!heard) return { kind: "loading", detail: `waiting for the bars of ${symbol}` };
  if (bars > 0) return told(facts);
  if (!isKnown && symbols.kind !== "loading") return { kind: "empty", detail: `${symbol} is not followed` };
  if (facts.hasBars) return { kind: "empty", detail: `there is no bar of this length of ${symbol} yet` };
  // A source in trouble from the start says so, though there is nothing to be stale.
  if (facts.problem !== undefined) return { kind: "stale", detail: facts.problem };
  if (facts.status !== undefined && told(facts).kind !== "live") return told(facts);
  return { kind: "loading", detail: `waiting for the first bar of ${symbol}` };
}

function told({ status, untold }: StocksFacts): StocksState {
  if (status === undefined) return { kind: "live", detail: "" };
  const reason = status.reason ?? "";
  if (status.state === "closed") return { kind: "closed", detail: reason || "the exchange is closed" };
  if (status.state === "halted") return { kind: "halted", detail: reason || "trade is suspended" };
  if (status.state === "stale") return { kind: "stale", detail: reason || "ticks are due and do not come" };
  if (untold !== undefined && untold > UNTOLD_AFTER_MS)
    return { kind: "stale", detail: `its source has told nothing for ${duration(untold)}` };
  if (status.state !== "delayed") return { kind: "live", detail: reason };
  const late = status.delaySeconds === null ? "" : ` ${duration(status.delaySeconds * 1_000)}`;
  return { kind: "delayed", detail: reason || `ticks of this source come${late} late` };
}
