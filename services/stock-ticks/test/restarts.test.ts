import type { MarketBar } from "@tributary/contracts";
import type { Emit, Json, Mark } from "@tributary/runtime";
import fc from "fast-check";
import type { Provider, ProviderBar, ProviderEvent } from "../src/provider.ts";
import { SymbolFeed } from "../src/symbol-feed.ts";
import { aBar, description, minute } from "./a-bar.ts";

/** What happens on the market, one after another. */
type Happening =
  | { readonly kind: "tick"; readonly price: number }
  | { readonly kind: "close" }
  /** Minutes without a trade: of a halt, or a quiet market. */
  | { readonly kind: "gap"; readonly minutes: number }
  | { readonly kind: "correction"; readonly which: number; readonly price: number }
  | { readonly kind: "no volume" }
  | { readonly kind: "split" };

const price = fc.integer({ min: 1, max: 400 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("tick" as const), price }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("close" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("gap" as const), minutes: fc.integer({ min: 1, max: 300 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("correction" as const), which: fc.nat(), price }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("no volume" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("split" as const) }) },
);

/** A market that goes through what happens; its bars are the truth. */
class Market {
  readonly bars = new Map<number, ProviderBar>();
  #forming = 0;

  /** What a provider that is connected would say of it. */
  next(happening: Happening): ProviderEvent | undefined {
    const forming = this.bars.get(this.#forming);
    switch (happening.kind) {
      case "tick":
        return this.#say(this.#forming, { ...aBar(this.#forming, happening.price), final: false });
      case "close":
        if (forming === undefined) return undefined;
        this.#forming += 1;
        return this.#say(this.#forming - 1, { ...forming, final: true });
      case "no volume":
        this.#forming += 1;
        return this.#say(this.#forming - 1, aBar(this.#forming - 1, 7, { volume: 0 }));
      case "gap":
        // Whoever is behind closes what is open first.
        if (forming === undefined) this.#forming += happening.minutes;
        return undefined;
      case "correction": {
        const closed = [...this.bars.keys()].filter((index) => index !== this.#forming);
        const index = closed[happening.which % closed.length];
        return index === undefined ? undefined : this.#say(index, aBar(index, happening.price));
      }
      case "split": {
        for (const [index, bar] of this.bars) this.bars.set(index, { ...bar, ...halved(bar) });
        return this.history;
      }
    }
  }

  get history(): ProviderEvent {
    const bars = [...this.bars].sort(([one], [other]) => one - other).map(([, bar]) => bar);
    return { kind: "bars", bars, isHistory: true };
  }

  #say(index: number, bar: ProviderBar): ProviderEvent {
    this.bars.set(index, bar);
    return { kind: "bars", bars: [bar], isHistory: false };
  }
}

function halved({ open, high, low, close }: ProviderBar) {
  return { open: open / 2, high: high / 2, low: low / 2, close: close / 2 };
}

/**
 * A life: what happens in it; how much of what it sent was acknowledged when it was killed, and how much of the rest had
 * reached the log all the same, 0 to 1.
 */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const life = fc.record({
  happenings: fc.array(happening, { maxLength: 40 }),
  acknowledged: share,
  arrived: share,
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const quiet = { info() {}, warn() {}, error() {}, debug() {} };
const noMetrics = { sent() {}, leftOut() {}, symbols() {} };

/** Runs one life; answers what of it is in the log, and the marks of it that are in the log when it is killed. */
async function live(
  market: Market,
  { happenings, acknowledged, arrived }: Life,
  marks: ReadonlyMap<string, Json>,
) {
  const provider: Provider = {
    name: "synthetic",
    describe: async () => description,
    async *follow() {
      yield market.history;
      for (const happening of happenings) {
        const event = market.next(happening);
        if (event !== undefined) yield event;
      }
    },
  };
  const items: (Emit | Mark)[] = [];
  let safe = 0;
  const put = async (item: Emit | Mark) => {
    items.push(item);
    if (!("mark" in item) || item.onWritten === undefined) return;
    // It is waited for, so all before it is acknowledged and it is written.
    safe = items.length;
    item.onWritten();
  };
  const clock = { now: () => minute(0), elapsed: () => 0, pause: async () => {}, random: () => 0 };
  const log = quiet as never;
  const feed = new SymbolFeed(description, provider, marks, {
    put,
    log,
    metrics: noMetrics,
    clock,
    staleAfterMs: 1e9,
  });
  await feed.run(new AbortController().signal);
  const upTo = safe + Math.floor((items.length - safe) * acknowledged);
  const left = new Map(marks);
  for (const item of items.slice(0, upTo)) {
    if (!("mark" in item)) continue;
    if (item.value === undefined) left.delete(item.mark);
    else left.set(item.mark, JSON.parse(JSON.stringify(item.value)) as Json);
  }
  const inLog = upTo + Math.floor((items.length - upTo) * arrived);
  const bars = items
    .slice(0, inLog)
    .flatMap((item) =>
      "mark" in item || item.topic.name !== "market.bar.v1" ? [] : [item.value as MarketBar],
    );
  expectNoneTwice(bars);
  return { bars, marks: left };
}

/** Within a life each record of a bar says something new. */
function expectNoneTwice(bars: readonly MarketBar[]): void {
  for (const states of Map.groupBy(bars, ({ openTime }) => openTime).values()) {
    const told = states.map(({ close, volume, final }) => [close, volume, final].join());
    expect(told.filter((state, index) => state === told[index - 1])).toEqual([]);
  }
}

test("wherever it is killed, no bar is missing, none is counted twice, and the newest revision is the truth", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
      const market = new Market();
      const seen = new Map<string, MarketBar>();
      const newest = new Map<number, MarketBar>();
      let marks: ReadonlyMap<string, Json> = new Map();
      // The last one only reads up.
      for (const one of [...lives, { happenings: [], acknowledged: 1, arrived: 1 }]) {
        const result = await live(market, one, marks);
        marks = result.marks;
        for (const bar of result.bars) {
          const identity = `${bar.openTime}|${bar.revision}`;
          const repeated = seen.get(identity);
          // The same identity is the same state, or readers would keep the wrong one.
          if (repeated !== undefined)
            expect({ ...bar, observedAt: 0 }).toEqual({ ...repeated, observedAt: 0 });
          seen.set(identity, bar);
          const known = newest.get(bar.openTime);
          if (known === undefined || bar.revision > known.revision) newest.set(bar.openTime, bar);
        }
      }
      const shown = [...newest.values()].map(({ openTime, close, volume, final }) => [
        openTime,
        close,
        volume,
        final,
      ]);
      const truth = [...market.bars.values()].map(({ openTime, close, volume, final }) => [
        openTime,
        close,
        volume,
        final,
      ]);
      const byTime = (one: unknown[], other: unknown[]) => Number(one[0]) - Number(other[0]);
      expect(shown.sort(byTime)).toEqual(truth.sort(byTime));
    }),
    { numRuns: 300 },
  );
});
