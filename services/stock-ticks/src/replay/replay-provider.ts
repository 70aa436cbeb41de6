import type { Clock } from "../network/clock.ts";
import type { Provider, ProviderEvent, StatusEvent } from "../provider.ts";
import { barTicks } from "./bar-ticks.ts";
import type { RecordedBar } from "./recorded-bar.ts";
import type { Recording } from "./recording.ts";

export interface ReplayOptions {
  readonly recordings: readonly Recording[];
  /** Trading seconds a second: a day of New York, 6.5 h, takes 23,400 s / speed. Nights take no time. */
  readonly speed: number;
  /** How many bars at the end of a recording are played live; those before are its history. */
  readonly liveBars: number;
  readonly clock: Pick<Clock, "now" | "elapsed" | "pause">;
}

const tradingMs = { "1d": 6.5 * 3_600_000, "1m": 60_000 } as const;
/** So late (the process stood still, the broker was away), time is not made up for. */
const toleratedMs = 5_000;

/** Plays recordings: history at once, then the last bars one after another, from open over both extremes to close. */
export function replayProvider({ recordings, speed, liveBars, clock }: ReplayOptions): Provider {
  const bySymbol = new Map(recordings.map((recording) => [recording.description.symbol, recording]));

  function status(state: StatusEvent["state"], reason: string | null = null): StatusEvent {
    const observedAt = clock.now();
    return {
      kind: "status",
      state,
      sinceAt: observedAt,
      lastTickAt: null,
      nextOpenAt: null,
      delaySeconds: null,
      reason,
      observedAt,
    };
  }

  /** Bars behind the one an earlier life has closed go on live, however few or many these are. */
  function liveFrom(bars: readonly RecordedBar[], since: number | undefined): number {
    if (since === undefined) return Math.max(0, bars.length - liveBars);
    const next = bars.findIndex(({ openTime }) => openTime > since);
    return next === -1 ? bars.length : next;
  }

  async function* follow(
    symbol: string,
    { since, signal }: Parameters<Provider["follow"]>[1],
  ): AsyncGenerator<ProviderEvent> {
    const recording = bySymbol.get(symbol);
    if (recording === undefined) throw new Error(`there is no recording of ${symbol}`);
    const { bars, description } = recording;
    const from = liveFrom(bars, since);
    if (from < bars.length) yield status("open", `a recording, ${speed} times as fast`);
    const observedAt = clock.now();
    const history = bars.slice(0, from).map((bar) => ({ ...bar, final: true, observedAt }));
    yield { kind: "bars", bars: history, isHistory: true };

    const barMs = tradingMs[description.interval] / speed;
    let beganAt = clock.elapsed();
    for (const recorded of bars.slice(from)) {
      for (const { share, bar } of barTicks(recorded)) {
        const early = beganAt + share * barMs - clock.elapsed();
        if (early > 0) await clock.pause(early, signal);
        else if (early < -toleratedMs) beganAt -= early;
        if (signal.aborted) return;
        yield { kind: "bars", bars: [{ ...bar, observedAt: clock.now() }], isHistory: false };
      }
      beganAt += barMs;
    }
    yield status("closed", "the recording is at its end");
  }

  return {
    name: "replay",
    follow,
    describe: async (symbol) => bySymbol.get(symbol)?.description,
  };
}
