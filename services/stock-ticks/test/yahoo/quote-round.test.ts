import { QuoteRound } from "../../src/yahoo/quote-round.ts";
import type { YahooQuote } from "../../src/yahoo/yahoo-quote.ts";

let asked: (readonly string[])[];
let elapsed: number;
let pauses: number[];
let goOn: () => void;

const clock = {
  now: () => 0,
  random: () => 0,
  elapsed: () => elapsed,
  pause: (ms: number) =>
    new Promise<void>((resolve) => {
      pauses.push(ms);
      goOn = () => {
        elapsed += ms;
        resolve();
      };
    }),
};
const { signal } = new AbortController();
const quoteOf = (symbol: string) => ({ symbol }) as YahooQuote;

beforeEach(() => {
  [asked, elapsed, pauses] = [[], 1000, []];
});

function roundOf(ask: (symbols: readonly string[]) => Promise<ReadonlyMap<string, YahooQuote>>): QuoteRound {
  return new QuoteRound(
    async (symbols) => {
      asked.push(symbols);
      return await ask(symbols);
    },
    10_000,
    clock,
  );
}
const all = async (symbols: readonly string[]) =>
  new Map(symbols.filter((one) => one !== "GONE").map((one) => [one, quoteOf(one)]));

test("all who wait are answered by one request, and the next round comes an interval after it", async () => {
  const round = roundOf(all);
  const first = ["A", "B", "GONE", "A"].map((symbol) => round.next(symbol, signal));
  goOn();
  expect(await Promise.all(first)).toEqual([quoteOf("A"), quoteOf("B"), undefined, quoteOf("A")]);
  elapsed += 400;
  const second = round.next("B", signal);
  goOn();
  await second;
  expect(asked).toEqual([["A", "B", "GONE"], ["B"]]);
  expect(pauses).toEqual([0, 9600]);
});

test("more than fit an address are asked for by several requests, and a failed one fails its own only", async () => {
  const symbols = Array.from({ length: 150 }, (_, index) => `S${index}`);
  const round = roundOf(async (some) => {
    if (some.includes("S149")) throw new Error("weather");
    return await all(some);
  });
  const answers = Promise.allSettled(symbols.map((symbol) => round.next(symbol, signal)));
  goOn();
  const states = (await answers).map(({ status }) => status);
  expect(asked.map((some) => some.length)).toEqual([100, 50]);
  expect(states.filter((status) => status === "fulfilled")).toHaveLength(100);
  expect(states.slice(100)).toEqual(Array(50).fill("rejected"));
});

test("who leaves is not waited for, and nobody is asked for nobody", async () => {
  const stop = new AbortController();
  const round = roundOf(all);
  const left = round.next("A", stop.signal);
  stop.abort();
  expect(await left).toBeUndefined();
  goOn();
  await Promise.resolve();
  expect(asked).toEqual([]);
});
