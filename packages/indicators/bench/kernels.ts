/**
 * What an update costs, in nanoseconds: the kernels beside trading-signals and technicalindicators, at periods 20, 25 and
 * 200, all in one process and in turns; and what the set of them costs a bar inside a fold. Prints one JSON document. Each
 * figure has the loop and the call in it, and is the best of many short rounds, so that what else the machine does
 * weighs least.
 *
 *     node packages/indicators/bench/kernels.ts [rounds=60] [laps=2]
 */
import { cpus } from "node:os";
import * as rounded from "technicalindicators";
import * as signals from "trading-signals";
import { Aroon, Bollinger, defaultSettings, Ema, IndicatorSet, Macd, Pvt, Rsi, Sma } from "../src/index.ts";
import { randomBars } from "../test/series/random-bars.ts";
import { sp500 } from "../test/series/sp500.ts";

type Bar = ReturnType<typeof randomBars>[number];
type Step = (bar: Bar) => unknown;
interface Run {
  readonly step: Step;
  readonly loop: ReturnType<typeof loop>;
}
type Library = "tributary" | "tradingSignals" | "technicalIndicators";

const rounds = Number(process.argv[2] ?? 60);
const laps = Number(process.argv[3] ?? 2);
const periods = [20, 25, 200] as const;
/** So few that they stay in the cache: what it costs to fetch a bar is not the kernel's. */
const bars = randomBars(5_000, 1);
const updates = bars.length * laps;

/** How each library is fed one bar; `values` are there because technicalindicators wants some to begin with. */
const subjects: Record<string, (period: number) => Partial<Record<Library, Step>>> = {
  sma: (period) => {
    const [ours, theirs] = [new Sma(period), new signals.SMA(period)];
    const others = new rounded.SMA({ period, values: [] });
    return {
      tributary: (bar) => ours.update(bar.close),
      tradingSignals: (bar) => theirs.update(bar.close, false),
      technicalIndicators: (bar) => others.nextValue(bar.close),
    };
  },
  ema: (period) => {
    const [ours, theirs] = [new Ema(period), new signals.EMA(period)];
    const others = new rounded.EMA({ period, values: [] });
    return {
      tributary: (bar) => ours.update(bar.close),
      tradingSignals: (bar) => theirs.update(bar.close, false),
      technicalIndicators: (bar) => others.nextValue(bar.close),
    };
  },
  rsi: (period) => {
    const [ours, theirs] = [new Rsi(period), new signals.RSI(period)];
    const others = new rounded.RSI({ period, values: [] });
    return {
      tributary: (bar) => ours.update(bar.close),
      tradingSignals: (bar) => theirs.update(bar.close, false),
      technicalIndicators: (bar) => others.nextValue(bar.close),
    };
  },
  bollinger: (period) => {
    const [ours, theirs] = [new Bollinger(period, 2), new signals.BollingerBands(period, 2)];
    const others = new rounded.BollingerBands({ period, stdDev: 2, values: [] });
    return {
      tributary: (bar) => ours.update(bar.close),
      tradingSignals: (bar) => theirs.update(bar.close, false),
      technicalIndicators: (bar) => others.nextValue(bar.close),
    };
  },
  aroon: (period) => {
    const [ours, theirs] = [new Aroon(period), new signals.Aroon(period)];
    return { tributary: (bar) => ours.update(bar), tradingSignals: (bar) => theirs.update(bar, false) };
  },
  /** Slow period twice the fast one, signal 9. */
  macd: (period) => {
    const ours = new Macd(period, period * 2, 9);
    const theirs = new signals.MACD(new signals.EMA(period), new signals.EMA(period * 2), new signals.EMA(9));
    const others = new rounded.MACD({
      values: [],
      fastPeriod: period,
      slowPeriod: period * 2,
      signalPeriod: 9,
      SimpleMAOscillator: false,
      SimpleMASignal: false,
    });
    return {
      tributary: (bar) => ours.update(bar.close),
      tradingSignals: (bar) => theirs.update(bar.close, false),
      technicalIndicators: (bar) => others.nextValue(bar.close),
    };
  },
  /** Has no period; a row of each all the same. */
  pvt: () => {
    const [ours, theirs] = [new Pvt(), new signals.PVT()];
    return { tributary: (bar) => ours.update(bar), tradingSignals: (bar) => theirs.update(bar, false) };
  },
};

let loops = 0;

/**
 * A loop of its own for each: as in a service, where a kernel is called from one place. One for all would call what it
 * cannot foresee, and that is dearer than some kernels. Its number makes it one of its own: of one text V8 makes one function.
 */
const loop = () =>
  new Function(
    "step",
    "bars",
    "laps",
    `// ${loops++}
     let kept;
     for (let lap = 0; lap < laps; lap++) for (let i = 0; i < bars.length; i++) kept = step(bars[i]);
     return kept;`,
  ) as (step: Step, bars: readonly Bar[], laps: number) => unknown;

let sink: unknown;

function nanoseconds(run: Run): number {
  const begun = performance.now();
  sink = run.loop(run.step, bars, laps);
  return ((performance.now() - begun) * 1e6) / updates;
}

/** The best of the rounds; in turns, so that a slow minute meets all. */
function best(steps: ReadonlyMap<string, Step>): Map<string, number> {
  const found = new Map<string, number>();
  const runs = [...steps].map(([name, step]) => [name, { step, loop: loop() }] as const);
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of runs) {
      found.set(name, Math.min(found.get(name) ?? Number.POSITIVE_INFINITY, nanoseconds(run)));
    }
  }
  return found;
}

function ofKernels(nothing: number) {
  return Object.entries(subjects).map(([kernel, create]) => {
    const steps = new Map<string, Step>();
    for (const period of periods) {
      for (const [library, step] of Object.entries(create(period))) steps.set(`${library} ${period}`, step);
    }
    const found = best(steps);
    const row = (library: Library) =>
      steps.has(`${library} 20`)
        ? Object.fromEntries(periods.map((period) => [period, round(found.get(`${library} ${period}`))]))
        : null;
    const theirs = found.get("tradingSignals 20") ?? Number.NaN;
    const ours = found.get("tributary 20") ?? Number.NaN;
    return {
      kernel,
      nanosecondsPerUpdate: {
        tributary: row("tributary"),
        tradingSignals: row("tradingSignals"),
        technicalIndicators: row("technicalIndicators"),
      },
      timesTradingSignalsAt20: Number((theirs / ours).toFixed(1)),
      timesLessNothing: Number(((theirs - nothing) / (ours - nothing)).toFixed(1)),
    };
  });
}

/** Frozen through and through, as a fold keeps what it has written. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** What is in every figure: the loop, a call, and a number kept. */
function ofNothing(): number {
  const nothing = new Map<string, Step>([["nothing", (bar) => bar.close + 1]]);
  return round(best(nothing).get("nothing"));
}

function ofSet() {
  const set = new IndicatorSet(defaultSettings);
  // Prices with all their digits, as adjusted ones have: JSON takes the longer for it.
  for (const day of sp500()) set.update(day);
  const state = frozen(JSON.parse(JSON.stringify(set.state())) as ReturnType<IndicatorSet["state"]>);
  let chained = state;
  const found = best(
    new Map<string, Step>([
      ["update", (bar) => set.update(bar)],
      ["peek", (bar) => set.peek(bar)],
      ["restore", () => IndicatorSet.restore(state, defaultSettings)],
      ["state", () => set.state()],
      [
        "restoreUpdateState",
        (bar) => {
          const step = IndicatorSet.restore(chained, defaultSettings);
          step.update(bar);
          chained = step.state();
        },
      ],
      [
        "restoreFrozenUpdateState",
        (bar) => {
          const step = IndicatorSet.restore(state, defaultSettings);
          step.update(bar);
          return step.state();
        },
      ],
      ["stateToJson", () => JSON.stringify(state)],
    ]),
  );
  const costs = Object.fromEntries([...found].map(([name, cost]) => [name, round(cost)]));
  return { nanosecondsPerBar: costs, stateBytes: JSON.stringify(state).length };
}

function round(cost = Number.NaN): number {
  return Number(cost.toFixed(cost < 100 ? 1 : 0));
}

const about = { cores: cpus().length, node: process.version, rounds, updatesPerRound: updates };
const nanosecondsOfNothing = ofNothing();
const measured = { nanosecondsOfNothing, kernels: ofKernels(nanosecondsOfNothing), set: ofSet() };
console.log(JSON.stringify({ ...about, ...measured, sink: typeof sink }, null, 2));
