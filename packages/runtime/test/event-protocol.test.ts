import fc from "fast-check";
import { pino } from "pino";
import { everything } from "../src/channel-index.ts";
import { EventHub } from "../src/event-hub.ts";
import type { LiveView } from "../src/live-view.ts";
import type { ViewOptions } from "../src/view.ts";
import { EventClient } from "./event-client.ts";
import { FakeResponse } from "./fake-response.ts";
import { silentMetrics } from "./silent-metrics.ts";
import { emptyThings, read, type Thing, ThingLog } from "./things.ts";

/**
 * Two replicas read one log at their own pace; one page moves between them, at times too slow to take what it is
 * sent. Whatever happened: when all is quiet the page shows what its channels hold, no more and no less.
 */
const removeAfterMs = 300_000;

class Replica {
  readonly view: LiveView<Thing>;
  readonly hub: EventHub<Thing>;
  readonly #log: ThingLog;
  #next = 0;

  constructor(thingLog: ThingLog, options: Partial<ViewOptions<Thing>>, now: () => number) {
    this.#log = thingLog;
    this.view = emptyThings(options);
    const log = pino({ level: "silent" });
    this.hub = new EventHub({ view: this.view, metrics: silentMetrics, log, now, monotonic: () => 0 });
  }

  read(most: number, now: number): void {
    for (const record of this.#log.records.slice(this.#next, this.#next + most)) {
      read(this.view, record, now);
      this.#next += 1;
    }
  }
}

class Page {
  readonly client = new EventClient();
  readonly #channels: readonly string[];
  response = new FakeResponse();

  constructor(channels: readonly string[]) {
    this.#channels = channels;
  }

  connect(replica: Replica): void {
    this.look();
    this.response.destroy();
    this.client.disconnect();
    this.response = new FakeResponse();
    replica.hub.add(this.response.asResponse(), this.#channels, this.client.lastEventId);
  }

  /** Reads what has come, and drops what lies outside of its channels, as the contract asks of it. */
  look(): void {
    this.client.receive(this.response.take());
    if (this.#channels.includes(everything)) return;
    for (const [id, { color }] of this.client.rows) {
      if (!this.#channels.includes(`color:${color}`)) this.client.rows.delete(id);
    }
  }

  shouldShow(view: LiveView<Thing>): Map<string, Thing> {
    const entries = this.#channels.flatMap((channel) => [...view.in(channel).values()]);
    return new Map(entries.map(({ key, value }) => [key, value]));
  }
}

const replicaIndex = fc.nat({ max: 1 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("append" as const),
      id: fc.constantFrom("a", "bb", "c", "dd"),
      color: fc.constantFrom("red", "green", "blue"),
      lateMs: fc.nat({ max: 20_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("bury" as const), id: fc.constantFrom("a", "bb", "c", "dd") }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("read" as const),
      replica: replicaIndex,
      most: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("tick" as const), replica: replicaIndex }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("connect" as const), replica: replicaIndex }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("block" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("drain" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 200_000 }) }),
  },
);
const channelsOfPage = fc.constantFrom(["color:red"], ["color:red", "color:green"], [everything]);

test.each<[string, Partial<ViewOptions<Thing>>]>([
  [
    "in which all expires",
    {
      expiry: { staleAfterMs: 60_000, removeAfterMs },
      accept: (next, previous) => (previous !== undefined && next.at <= previous.at ? "older" : undefined),
    },
  ],
  [
    "with a horizon",
    {
      horizon: { era: ({ color }) => color, isOlder: (a, b) => a < b, spanMs: 8_000, most: 3 },
    },
  ],
])(
  "a page that comes, goes and lags between two replicas of a view %s ends up with what its channels hold",
  async (_, options) => {
    await fc.assert(
      fc.asyncProperty(
        channelsOfPage,
        fc.array(step, { minLength: 20, maxLength: 120 }),
        async (channels, steps) => {
          let now = 1_000_000_000;
          const log = new ThingLog();
          const replicas = [
            new Replica(log, options, () => now),
            new Replica(log, options, () => now),
          ] as const;
          const at = (index: number) => replicas[index === 0 ? 0 : 1];
          const page = new Page(channels);
          let connected = replicas[0];
          page.connect(connected);

          for (const s of steps) {
            now += 10;
            if (s.do === "append") log.append(s.id, { at: now - s.lateMs, color: s.color }, undefined, now);
            else if (s.do === "bury") log.append(s.id, null, undefined, now);
            else if (s.do === "read") at(s.replica).read(s.most, now);
            else if (s.do === "tick") await at(s.replica).hub.tick();
            else if (s.do === "connect") {
              connected = at(s.replica);
              page.connect(connected);
            } else if (s.do === "block") page.response.isBlocked = true;
            else if (s.do === "drain") page.response.drain();
            else {
              now += s.ms;
              for (const { view } of replicas) view.expire(now);
            }
            page.look();
          }

          page.response.drain();
          connected.read(log.records.length, now);
          await connected.hub.tick();
          await connected.hub.tick();
          page.look();
          expect(page.client.rows).toEqual(page.shouldShow(connected.view));
        },
      ),
      { numRuns: 2000 },
    );
  },
);
