import { LocalRegistry } from "@tributary/kafka";
import {
  defineProducer,
  emit,
  exitCodeOf,
  innerTopics,
  mark,
  outputsOf,
  startService,
} from "@tributary/runtime";
import { eventually } from "../../src/eventually.ts";
import { given } from "../../src/given/given.ts";
import { memoryPorts } from "../../src/given/memory-ports.ts";
import type { MemoryBroker } from "../../src/memory/memory-broker.ts";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";
import { scrapeFaults } from "../../src/scrape-faults.ts";
import { reading, totals } from "../given/readings.ts";
import { levelOf } from "../replay/tape-deck.ts";
import { isMilestone, miles, milestones, odometer } from "./odometer.ts";

let cluster: MemoryCluster;
let registry: LocalRegistry;
beforeEach(() => {
  [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
  const service = odometer({ miles: 0 });
  for (const topic of [...outputsOf(service), ...innerTopics(service)]) cluster.createTopic(topic);
  for (const topic of outputsOf(service)) registry.register(topic);
});

const upTo = (end: number) => Array.from({ length: end }, (_, mile) => mile);
const levels = (topic: string) => cluster.records(topic).map(({ value }) => levelOf(value));
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const marked = (): number[] =>
  cluster.records("odometer.progress").map(({ value }) => JSON.parse(String(value)).value);
const forEver = () => new Promise<void>(() => {});

async function start(service: Parameters<typeof startService>[0]) {
  const brokers: MemoryBroker[] = [];
  const onBroker = (broker: MemoryBroker) => void brokers.push(broker);
  const running = await startService(service, memoryPorts({ cluster, registry, onBroker }));
  running.done.catch(() => undefined);
  return {
    running,
    kill: () => brokers.forEach((broker) => void broker.kill()),
    /** Of what was killed in this process, for the next test: lets its servers go. */
    bury: async () => {
      await Promise.all(brokers.map((broker) => broker.close()));
      await running.stop();
    },
  };
}

test("each output has what was emitted to it, and the last mark is written before the service ends", async () => {
  const { published, marks } = await given(odometer({ miles: 12 }), [], { cluster, registry });
  expect(sorted(published.get(miles).map(({ level }) => level))).toEqual(upTo(12));
  expect(sorted(published.get(milestones).map(({ level }) => level))).toEqual([0, 5, 10]);
  expect([...marks]).toEqual([["next", 12]]);
});

test("records of one key come in the order in which they were emitted", async () => {
  await given(odometer({ miles: 300 }), [], { cluster, registry });
  for (const [, ofKey] of Map.groupBy(cluster.records(miles.name), ({ key }) => String(key))) {
    const own = ofKey.map(({ value }) => levelOf(value));
    expect(own).toEqual(sorted(own));
    expect(own).toHaveLength(100);
  }
});

test("a later life finds the marks of the earlier ones and repeats nothing after an ordered stop", async () => {
  const pace = (mile: number, signal: AbortSignal) =>
    mile < 7
      ? Promise.resolve()
      : new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  await given(odometer({ miles: 20, pace }), [], { cluster, registry, records: 9 });
  expect(marked().at(-1)).toBe(7);
  await given(odometer({ miles: 20 }), [], { cluster, registry });
  expect(sorted(levels(miles.name))).toEqual(upTo(20));
  expect(marked().at(-1)).toBe(20);
});

test.each([0, 1, 13, 40, 77])(
  "killed at mile %d: no mark is ahead of the log, and the next life leaves no gap",
  async (last) => {
    const there = Promise.withResolvers<void>();
    const pace = async (mile: number) => {
      await new Promise(setImmediate);
      if (mile !== last) return;
      there.resolve();
      await forEver();
    };
    const { kill, bury } = await start(odometer({ miles: 100, pace }));
    await there.promise;
    kill();
    const before = marked().at(-1) ?? 0;
    expect(new Set(levels(miles.name))).toEqual(new Set(upTo(levels(miles.name).length)));
    expect(before).toBeLessThanOrEqual(levels(miles.name).length);
    expect(levels(milestones.name).length).toBeGreaterThanOrEqual(upTo(before).filter(isMilestone).length);
    await given(odometer({ miles: 100 }), [], { cluster, registry });
    expect(sorted([...new Set(levels(miles.name))])).toEqual(upTo(100));
    expect(sorted([...new Set(levels(milestones.name))])).toEqual(upTo(100).filter(isMilestone));
    // Repeated is what came after the last mark, and no more.
    expect(levels(miles.name).filter((mile) => mile < before)).toHaveLength(before);
    await bury();
  },
);

test("while the broker is away no mark is written; a stop then says what would be lost, and what is left is flushed", async () => {
  const [away, isOut] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const pace = async (mile: number) => {
    if (mile === 3) await isOut.promise;
    if (mile === 6) await forEver();
  };
  const { running } = await start(odometer({ miles: 9, pace }));
  await eventually(() => expect(marked().at(-1)).toBe(3));
  const over = cluster.outage(away.promise);
  isOut.resolve();
  await eventually(() =>
    expect(running.unfinished()).toEqual([
      `3 records for ${miles.name} are not acknowledged`,
      `1 records for ${milestones.name} are not acknowledged`,
      "2 marks are not written to odometer.progress",
    ]),
  );
  const stopping = running.stop();
  expect(marked().at(-1)).toBe(3);
  away.resolve();
  await over;
  await stopping;
  expect(marked().at(-1)).toBe(6);
  expect(running.unfinished()).toEqual([]);
});

test("two instances of a producer send everything at least once, and the mark of either may be the last", async () => {
  const both = await Promise.all([start(odometer({ miles: 50 })), start(odometer({ miles: 50 }))]);
  await Promise.all(both.map(({ running }) => running.done));
  await Promise.all(both.map(({ running }) => running.stop()));
  expect(new Set(levels(miles.name))).toEqual(new Set(upTo(50)));
  expect(levels(miles.name).length).toBeLessThanOrEqual(100);
  expect(marked().at(-1)).toBe(50);
});

test("without its progress topic's content a producer begins from the start", async () => {
  await given(odometer({ miles: 5 }), [], { cluster, registry });
  cluster.deleteTopic("odometer.progress");
  await given(odometer({ miles: 5 }), [], { cluster, registry });
  expect(sorted(levels(miles.name))).toEqual(sorted([...upTo(5), ...upTo(5)]));
});

test("marks in a form that the build does not read end the service with exit 78, and nothing is published", async () => {
  cluster.append("odometer.progress", { key: "next", value: Buffer.from('{"version":9,"value":1}') });
  const failure = await given(odometer({ miles: 5 }), [], { cluster, registry }).catch(
    (error: Error) => error,
  );
  expect(String(failure)).toContain('odometer.progress holds under "next" a mark of version 9');
  expect(exitCodeOf(failure)).toBe(78);
  expect(levels(miles.name)).toEqual([]);
});

test("the API is open while it connects, answers 503 until the marks are read, and knows them then", async () => {
  await given(odometer({ miles: 4 }), [], { cluster, registry });
  const away = Promise.withResolvers<void>();
  const over = cluster.outage(away.promise);
  const { running } = await start(odometer({ miles: 9, pace: forEver }));
  const begun = () => fetch(`${running.addresses.api}/begun`);
  await eventually(async () => {
    const { status, headers } = await begun();
    expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
  });
  away.resolve();
  await over;
  await eventually(async () => expect(await (await begun()).json()).toEqual({ at: 4 }));
  await eventually(async () => {
    const text = await (await fetch(`${running.addresses.ops}/metrics`)).text();
    expect(scrapeFaults(text, ["producer", "API"])).toEqual([]);
  });
  await running.stop();
});

test("what is published is counted by topic, marks too", async () => {
  const pace = (mile: number) => (mile < 6 ? Promise.resolve() : forEver());
  const { running } = await start(odometer({ miles: 9, pace }));
  await eventually(() => expect(marked().at(-1)).toBe(6));
  await eventually(async () => {
    const text = await (await fetch(`${running.addresses.ops}/metrics`)).text();
    const sent = (topic: string) =>
      Number(
        new RegExp(`^messaging_client_sent_messages_total\\{[^}]*"${topic}"[^}]*\\} (\\d+)$`, "m").exec(
          text,
        )?.[1],
      );
    expect([sent(miles.name), sent(milestones.name)]).toEqual([6, 2]);
    expect(sent("odometer.progress")).toBe(marked().length);
    expect(text).toMatch(/stream_unacknowledged_records\{[^}]*"odometer.progress"[^}]*\} 0\n/);
  });
  await running.stop();
});

test("a source that waits for its mark is told when a later life would find it", async () => {
  const found: number[][] = [];
  const service = defineProducer({
    name: "odometer",
    summary: "Takes a thousand numbers at a time",
    config: {},
    outputs: [totals],
    keepsMarks: true,
    source: async function* () {
      const { promise, resolve } = Promise.withResolvers<void>();
      yield mark("reserved", 1_000, resolve);
      await promise;
      found.push(marked());
      yield emit(totals, reading("a", 1));
    },
  });
  await given(service, [], { cluster, registry });
  expect(found).toEqual([[1_000]]);
});

test("who looks at the marks before they are read is told so", async () => {
  const eager = defineProducer({
    name: "odometer",
    summary: "Looks too early",
    config: {},
    outputs: [totals],
    keepsMarks: true,
    source: ({ marks }) => {
      throw new Error(`found ${marks.size}`);
    },
  });
  await expect(given(eager, [], { cluster, registry })).rejects.toThrow(
    "odometer looks at its marks before they are read",
  );
});
