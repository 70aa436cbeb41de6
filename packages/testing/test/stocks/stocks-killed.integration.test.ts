import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  type MarketBar,
  type MarketIndicator,
  type MarketSignal,
  marketBar,
  marketIndicator,
  marketSignal,
} from "@tributary/contracts";
import { eventually, readTopic, ServiceProcess, stackInUse, TopicWriter } from "../../src/index.ts";
import { mainOf } from "../chain/main-of.ts";
import { openingOf } from "./opening-of.ts";
import { newestStates, recomputed } from "./recomputed.ts";
import { repairedSymbol } from "./repaired-symbol.ts";
import { type SignalWords, signalsOf } from "./signals-of.ts";
import { calculator, producer, provisionStocks } from "./stocks-topics.ts";
import { wrongKeys } from "./wrong-keys.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
/** Other tests write to the same topics: this one looks at symbols of its own. */
const suffix = randomInt(1e9);
const recorded = `R${suffix}`;
const synthetic = `K${suffix}.SYN`;
const repaired = `C${suffix}`;
const symbols: ReadonlySet<string> = new Set([recorded, synthetic, repaired]);
const recording = new URL("../../../../services/stock-ticks/data/sp500-2000.csv", import.meta.url);
const days = readFileSync(recording, "utf8").trim().split("\n").length - 1;
const liveDays = 1_200;
const tradingDaySeconds = 6.5 * 3_600;
const daysASecond = 100;
const madeAnew = { msg: "the state of a key was made anew from all its records", key: repaired };

const processes: ServiceProcess[] = [];
const stop = new AbortController();
const bars: MarketBar[] = [];
const told: MarketIndicator[] = [];
const signals: MarketSignal[] = [];
let writer: TopicWriter<MarketBar>;
let reading: Promise<unknown>;

beforeAll(async () => {
  await provisionStocks(kafkaBrokers.join(","), schemaRegistryUrl);
  writer = await TopicWriter.open(marketBar);
  const into = <T extends { readonly symbol: string }>(all: T[]) => {
    return (value: T) => void (symbols.has(value.symbol) && all.push(value));
  };
  reading = Promise.all([
    readTopic(marketBar, into(bars), stop.signal),
    readTopic(marketIndicator, into(told), stop.signal),
    readTopic(marketSignal, into(signals), stop.signal),
  ]);
});
afterAll(async () => {
  stop.abort();
  await Promise.all([reading, writer?.close(), ...processes.map((each) => each.stop("SIGKILL"))]);
});

function start(service: string, env: Readonly<Record<string, string>>): ServiceProcess {
  const one = new ServiceProcess(mainOf(service), {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    ...env,
  });
  processes.push(one);
  return one;
}

const startTicks = () =>
  start(producer, {
    STOCK_SYMBOLS: `${recorded},${synthetic}`,
    STOCK_FILE: recording.pathname,
    STOCK_FILE_SYMBOL: recorded,
    STOCK_SPEED: String(tradingDaySeconds * daysASecond),
    STOCK_LIVE_BARS: String(liveDays),
    STOCK_SYNTHETIC_HISTORY_HOURS: "40",
    STOCK_SYNTHETIC_LATE_SHARE: "0.2",
  });
/** A static member, so that its partitions wait for it alone; small transactions, so that a kill finds one open. */
const startIndicators = () =>
  start(calculator, {
    INDICATOR_HISTORY_FILE: ":memory:",
    KAFKA_GROUP_INSTANCE_ID: "stocks",
    STREAM_CHUNK_RECORDS: "500",
  });

const of = <T extends { readonly symbol: string }>(all: readonly T[], symbol: string) =>
  all.filter((one) => one.symbol === symbol);
const closedDays = () => of(bars, recorded).filter(({ final }) => final).length;
const atLeast = (count: () => number, least: number) =>
  eventually(() => expect(count()).toBeGreaterThanOrEqual(least), 60_000);

/** openTime of the oldest bar that had another state after it was closed; what follows it is told again. */
function correctedFrom(log: readonly MarketBar[]): number {
  const closed = new Map<number, number>();
  let from = Number.POSITIVE_INFINITY;
  for (const { openTime, final, revision } of log) {
    if (revision > (closed.get(openTime) ?? revision)) from = Math.min(from, openTime);
    if (final) closed.set(openTime, Math.max(revision, closed.get(openTime) ?? 0));
  }
  return from;
}

function repeats(words: readonly string[]): string[] {
  const seen = new Set<string>();
  return words.filter((word) => seen.size === seen.add(word).size);
}

test("ticks to indicators, killed at both ends: the newest record of each bar is what a batch makes of the log, bit for bit, none is missing, and no signal is told twice", async () => {
  const [history = [], repairs = [], split = [], ticks = []] = repairedSymbol(repaired);
  await writer.write(...history);

  const killTicks = async () => {
    const victim = startTicks();
    await atLeast(closedDays, days - liveDays + 200);
    await victim.stop("SIGKILL");
    expect(closedDays()).toBeLessThan(days);
    return startTicks();
  };
  const killIndicators = async () => {
    await atLeast(() => of(bars, synthetic).length, 2_000);
    const first = startIndicators();
    await atLeast(() => told.length, 2_000);
    await first.stop("SIGKILL");
    await writer.write(...repairs);

    const second = startIndicators();
    // The late trade that is older than what is kept: what is compared in the end went through a rebuild, too.
    await eventually(() => expect(second.log).toContainEqual(expect.objectContaining(madeAnew)), 60_000);
    await writer.write(...split);
    const before = told.length;
    await atLeast(() => told.length, before + 500);
    await second.stop("SIGKILL");
    return startIndicators();
  };
  const [stockTicks, indicators] = await Promise.all([killTicks(), killIndicators()]);
  await writer.write(...ticks);
  await atLeast(() => newestStates(of(bars, recorded)).filter(({ final }) => final).length, days);
  expect(await stockTicks.stop()).toBe(0);
  const wrong = () => {
    const newest = new Map(told.map((indicator) => [marketIndicator.key(indicator), indicator]));
    return wrongKeys(
      newest,
      [...symbols].flatMap((symbol) => recomputed(of(bars, symbol))),
    );
  };
  await eventually(() => expect(wrong()).toEqual([]), 60_000);
  expect(await indicators.stop()).toBe(0);
  expect(wrong()).toEqual([]);

  const identity = ({ symbol, interval, openTime, kind }: MarketSignal) =>
    [symbol, interval, openTime, kind].join("|");
  expect(repeats(signals.map(identity))).toEqual([]);

  // Of a symbol that is only repaired where its source was killed more is known: each state is told once, and each signal.
  const recordedFrom = correctedFrom(of(bars, recorded));
  const states = of(told, recorded).filter(
    ({ interval, openTime }) => interval === "1d" && openTime < recordedFrom,
  );
  expect(repeats(states.map(({ openTime, revision }) => `${openTime}|${revision}`))).toEqual([]);
  const words = ({ interval, openTime, kind, level, reading }: SignalWords) =>
    [interval, openTime, kind, level, reading].join("|");
  const ofRecorded = of(signals, recorded);
  expect(
    ofRecorded
      .filter(({ late }) => !late)
      .map(words)
      .sort(),
  ).toEqual(
    signalsOf(recomputed(of(bars, recorded)))
      .map(words)
      .sort(),
  );
  expect(
    ofRecorded.filter(
      ({ late, interval, openTime }) => late && openTime < openingOf("XNYS", interval as "1d", recordedFrom),
    ),
  ).toEqual([]);
}, 180_000);
