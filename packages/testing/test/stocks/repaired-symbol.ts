import type { MarketBar } from "@tributary/contracts";
import { seededRandom } from "../../src/fire/seeded-random.ts";

const minuteMs = 60_000;
/** Clocks in New York go forward between the two. */
const sessions = ["2026-03-06T14:30Z", "2026-03-09T13:30Z", "2026-03-10T13:30Z"].map((at) => Date.parse(at));
const sessionMinutes = 390;
/** In the second session trade is halted after so many of them for half an hour, so that it ends after hours. */
const haltedAfter = 200;
const haltMs = 30 * minuteMs;
/** The third session is going on. */
const closedBars = 2 * sessionMinutes + 100;

/**
 * What a source says of a symbol whose past it keeps repairing, in parts: its history; late trades, of which one is older
 * than the 550 bars that are kept; repeats and states that came too late; a split, which restates all; ticks after it. A
 * night on which clocks change, a halt, minutes of no volume are in it.
 */
export function repairedSymbol(symbol: string): readonly (readonly MarketBar[])[] {
  const random = seededRandom(8);
  const cents = (value: number) => Math.round(value * 100) / 100;
  let close = 80;
  const minute = (index: number, final: boolean): MarketBar => {
    const open = close;
    close = cents(open * (1 + 0.004 * (random() - 0.5)));
    const session = Math.floor(index / sessionMinutes);
    const at = index % sessionMinutes;
    const halted = session === 1 && at >= haltedAfter ? haltMs : 0;
    const openTime = (sessions[session] ?? 0) + at * minuteMs + halted;
    // Nothing is traded, or nobody tells how much.
    const volume = index % 40 === 1 ? 0 : Math.floor(random() * 900);
    return {
      symbol,
      exchange: "XNYS",
      interval: "1m",
      openTime,
      open,
      high: cents(Math.max(open, close) + 0.05 * random()),
      low: cents(Math.min(open, close) - 0.05 * random()),
      close,
      adjustedClose: null,
      volume: index % 50 === 0 ? null : volume,
      currency: "USD",
      final,
      revision: 0,
      source: "synthetic",
      observedAt: openTime + minuteMs,
    };
  };
  const history = Array.from({ length: closedBars }, (_, index) => minute(index, true));
  const bar = (index: number) => history[index] as MarketBar;
  const late = (index: number) => {
    const { high, close: before, revision, observedAt } = bar(index);
    const corrected = cents(before * 1.01);
    history[index] = {
      ...bar(index),
      high: Math.max(high, corrected),
      close: corrected,
      revision: revision + 2,
      observedAt: observedAt + 2 * minuteMs,
    };
    return bar(index);
  };
  const halved = (whole: MarketBar): MarketBar => ({
    ...whole,
    open: whole.open / 2,
    high: whole.high / 2,
    low: whole.low / 2,
    close: whole.close / 2,
    volume: whole.volume && whole.volume * 2,
    revision: whole.revision + 1,
  });
  const first = [...history];
  const repairs = [late(870), late(500), late(30), bar(870), ...first.slice(860, 875), late(869)];
  const split = history.map(halved);
  close /= 2;
  const forming = minute(closedBars, false);
  const tick = { ...forming, high: forming.high + 1, close: forming.high + 1, revision: 1 };
  return [first, repairs, split, [forming, tick, forming]];
}
