import { type Consumer, defineConsumer, emit, type FoldStep, fold, rebuild } from "@tributary/runtime";
import { type FireEvent, type FireTopics, fireTopics } from "./fire-topics.ts";

interface Bar {
  readonly at: number;
  readonly number: number;
}

interface Memory {
  readonly bars: readonly Bar[];
  /** How many bars before those are known by their sum alone. */
  readonly before: { readonly bars: number; readonly sum: number };
}

export const recallKeys = 4;
const mostBars = 5;
const nothing: Memory = { bars: [], before: { bars: 0, sum: 0 } };

/** Which bar of its key an event is of: the next one, but every 25th event corrects the first. */
export function barOf({ number }: FireEvent): number {
  const nth = Math.floor(number / recallKeys);
  return nth % 25 === 24 ? 0 : nth;
}

/**
 * Tells the sum of each key's numbers up to each bar, and anew after a correction. It knows the last five bars, and for
 * an older one asks for a rebuild. The ledger has an entry for each event, and one for each that is folded again.
 */
function recall({ counts, entries }: FireTopics): FoldStep<FireEvent, Memory> {
  return ({ bars, before } = nothing, { value, rebuilding = false }) => {
    const { key, number } = value;
    const at = barOf(value);
    if (before.bars > 0 && at < (bars[0]?.at ?? 0)) return rebuild(`bar ${at} is not known any more`);
    const all = [...bars.filter((bar) => bar.at !== at), { at, number }].toSorted((a, b) => a.at - b.at);
    let { sum } = before;
    const told = all.flatMap((bar, index) => {
      sum += bar.number;
      if (bar.at < at) return [];
      const count = before.bars + index + 1;
      return [emit(counts, { key: `${key}|${bar.at}`, count, sum, newest: bar.number })];
    });
    const entry = emit(entries, { number, key: rebuilding ? againKey(key) : key });
    const leaving = rebuilding ? [] : all.slice(0, -mostBars);
    const after = {
      bars: before.bars + leaving.length,
      sum: leaving.reduce((total, bar) => total + bar.number, before.sum),
    };
    const state = { bars: all.slice(leaving.length), before: leaving.length > 0 ? after : before };
    return [state, [...told, entry]];
  };
}

/** The key of a ledger entry made while `key` was rebuilt. */
export const againKey = (key: string) => `${key} again`;

export function recallService(run: string): Consumer {
  const topics = fireTopics(run);
  return defineConsumer({
    name: `fire-recall-${run}`,
    summary: "Sums bars up under fire",
    config: {},
    inputs: [topics.events],
    outputs: [topics.counts, topics.entries],
    process: fold({ state: { version: 1, parts: true }, step: recall(topics) }),
  });
}
