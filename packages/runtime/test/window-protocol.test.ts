import fc from "fast-check";
import { pino } from "pino";
import { everything } from "../src/channel-index.ts";
import { EventHub } from "../src/event-hub.ts";
import type { LiveView } from "../src/live-view.ts";
import { EventClient } from "./event-client.ts";
import { FakeResponse } from "./fake-response.ts";
import { silentMetrics } from "./silent-metrics.ts";
import { emptyThings, read, type Thing, ThingLog } from "./things.ts";

/**
 * Two replicas read one log in orders of their own, one of them may start anew; one page moves between them, and is slow at
 * times. When all is quiet the page shows at least what the window holds, and nothing that is not the newest of its key:
 * what has scrolled out of the window is right, too.
 */
const colors = ["red", "blue"] as const;
const colorOf = (id: string) => colors[Number(id) % 2] ?? "red";
const window = { of: ({ color }: Thing) => color, order: ({ id }: Thing) => Number(id), most: 2 };

class Replica {
  readonly #log: ThingLog;
  readonly #now: () => number;
  readonly #next = [0, 0];
  view: LiveView<Thing>;
  hub: EventHub<Thing>;

  constructor(log: ThingLog, now: () => number) {
    [this.#log, this.#now] = [log, now];
    this.view = emptyThings({ window });
    this.hub = this.#hub();
  }

  restart(): void {
    this.view = emptyThings({ window });
    this.hub = this.#hub();
    this.#next.fill(0);
    for (const partition of [1, 0]) this.read(partition, this.#log.records.length);
  }

  read(partition: number, most: number): void {
    const ofPartition = this.#log.records.filter((each) => each.partition === partition);
    const from = this.#next[partition] ?? 0;
    for (const record of ofPartition.slice(from, from + most)) read(this.view, record, this.#now());
    this.#next[partition] = Math.min(ofPartition.length, from + most);
  }

  #hub(): EventHub<Thing> {
    const log = pino({ level: "silent" });
    return new EventHub({ view: this.view, metrics: silentMetrics, log, now: this.#now, monotonic: () => 0 });
  }
}

const ids = ["1", "2", "3", "4", "5", "6", "7", "8"];
const replica = fc.nat({ max: 1 });
const partition = fc.nat({ max: 1 });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("append" as const), id: fc.constantFrom(...ids) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("bury" as const), id: fc.constantFrom(...ids) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("read" as const),
      replica,
      partition,
      most: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("tick" as const), replica }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("connect" as const), replica }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), replica }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("block" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("drain" as const) }) },
);

test("a page that comes, goes and lags holds the newest of all it shows, and all that the window holds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(["color:red"], ["color:red", "color:blue"], [everything]),
      fc.array(step, { minLength: 20, maxLength: 120 }),
      async (channels, steps) => {
        let now = 1_000_000_000;
        const log = new ThingLog();
        const replicas = [new Replica(log, () => now), new Replica(log, () => now)] as const;
        const at = (index: number) => replicas[index === 0 ? 0 : 1];
        const client = new EventClient();
        let response = new FakeResponse();
        let connected = at(0);
        const connect = (to: Replica) => {
          client.receive(response.take());
          response.destroy();
          client.disconnect();
          response = new FakeResponse();
          connected = to;
          to.hub.add(response.asResponse(), channels, client.lastEventId);
        };
        connect(connected);

        for (const s of steps) {
          now += 10;
          if (s.do === "append")
            log.append(s.id, { at: now, color: colorOf(s.id) }, Number(s.id) % 3 === 0 ? 1 : 0);
          else if (s.do === "bury") log.append(s.id, null, Number(s.id) % 3 === 0 ? 1 : 0, now);
          else if (s.do === "read") at(s.replica).read(s.partition, s.most);
          else if (s.do === "tick") await at(s.replica).hub.tick();
          else if (s.do === "connect") connect(at(s.replica));
          else if (s.do === "restart") {
            const again = at(s.replica);
            again.restart();
            await again.hub.tick();
            if (again === connected) connect(again);
          } else if (s.do === "block") response.isBlocked = true;
          else response.drain();
          client.receive(response.take());
        }

        response.drain();
        for (const each of [0, 1]) connected.read(each, log.records.length);
        await connected.hub.tick();
        await connected.hub.tick();
        client.receive(response.take());

        const newest = new Map(log.records.map(({ key, value }) => [key, value]));
        for (const [id, row] of client.rows) expect({ id, row }).toEqual({ id, row: newest.get(id) });
        const held = channels.flatMap((channel) => [...connected.view.in(channel).values()]);
        for (const { key, value } of held) expect(client.rows.get(key)).toEqual(value);
      },
    ),
    { numRuns: 1_000 },
  );
});
