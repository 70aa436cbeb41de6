import type { BarInterval, MarketBar } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import type { IndicatorSettings } from "@tributary/indicators";
import { type Emit, type FoldStep, rebuild } from "@tributary/runtime";
import { isSameSettings } from "./same-settings.ts";
import type { BarRow, SymbolState } from "./symbol-state.ts";
import { SymbolStep } from "./symbol-step.ts";
import { Trackers } from "./trackers.ts";

type Answer = ReturnType<FoldStep<MarketBar, SymbolState>>;
type Message = Parameters<FoldStep<MarketBar, SymbolState>>[1];
/** What of a message a bar's way depends on. */
export type BarMessage = Pick<Message, "value" | "rebuilding">;

/** Rolls bars up and computes the indicators of each interval; `DECISIONS.md` says how, and what it does when bars change. */
export function indicatorStep(
  settings: IndicatorSettings,
): (state: SymbolState | undefined, message: BarMessage) => Answer {
  const known = new Trackers(settings);
  return (state, { value: bar, rebuilding = false }) => {
    const reason = state === undefined ? undefined : whyAnew(state, bar, settings);
    if (reason !== undefined && !rebuilding) return rebuild(reason);
    const before = state === undefined || reason !== undefined ? emptyState(bar, settings) : state;
    const trackers = known.of(before.head);
    const step = new SymbolStep(before, bar, { trackers, exchange: exchange(bar.exchange), rebuilding });
    const outcome = step.take(rowOf(bar), bar.final);
    if (outcome === "repeated") return [state, nothing];
    if ("because" in outcome) return rebuild(outcome.because);
    const [{ head }] = outcome;
    if (head !== before.head) known.follow(head, trackers);
    return outcome;
  };
}

const nothing: readonly Emit[] = [];

/** Why the bars so far are of no use for this one. */
function whyAnew({ head }: SymbolState, bar: MarketBar, settings: IndicatorSettings): string | undefined {
  if (!isSameSettings(head.settings, settings)) return "its indicators were of other periods";
  if (head.base !== bar.interval) return `its bars are of ${bar.interval} now, and were of ${head.base}`;
  if (head.exchange !== bar.exchange)
    return `it is traded at ${bar.exchange} now, and was at ${head.exchange}`;
  return undefined;
}

function emptyState({ interval, exchange, openTime }: MarketBar, settings: IndicatorSettings): SymbolState {
  const base = interval as BarInterval;
  return {
    head: { settings, exchange, base, first: openTime, goneCount: 0, goneRevision: 0 },
    now: { forming: null, opens: [], sums: [], told: [], corrected: null },
  };
}

function rowOf(bar: MarketBar): BarRow {
  const { openTime, open, high, low, close, adjustedClose, volume } = bar;
  const { currency, revision, source, observedAt } = bar;
  return {
    openTime,
    open,
    high,
    low,
    close,
    adjustedClose,
    volume,
    currency,
    revision,
    source,
    observedAt,
    told: 0,
  };
}
