import type { Topic } from "@tributary/contracts";
import { BrokerError, EncodingError, type OutgoingRecord } from "@tributary/kafka";
import { pino } from "pino";
import { type Mark, mark } from "../../src/mark.ts";
import { Metrics } from "../../src/metrics.ts";
import { type Emit, emit, retract } from "../../src/process/emit.ts";
import { Outbox } from "../../src/process/outbox.ts";
import { MarkKeeper } from "../../src/producer/mark-keeper.ts";
import { pump } from "../../src/producer/pump.ts";
import { createStreamMetrics } from "../../src/stream-metrics.ts";
import { Unacknowledged } from "../../src/unacknowledged.ts";

interface Reading {
  readonly id: string;
  readonly celsius: number;
}

const topic: Topic<Reading> = {
  name: "lab.reading.v1",
  schema: { type: "record", name: "Reading", namespace: "tributary.lab", fields: [] },
  key: (value) => value.id,
  eventTime: () => 0,
  partitions: 1,
  cleanup: { policy: "delete", retentionMs: 1000 },
  fault: ({ celsius }) =>
    celsius < -273 ? { field: "celsius", given: celsius, expected: "-273 or more" } : undefined,
};
const status: Topic<Reading> = { ...topic, name: "lab.status.v1", cleanup: { policy: "compact" } };

const encoder = {
  encode(value: unknown): Buffer {
    const { celsius } = value as Reading;
    if (Number.isNaN(celsius)) throw new EncodingError("celsius", "NaN is no double here", undefined);
    return Buffer.from(String(celsius));
  },
};

type Fate = "acknowledged" | "dropped";

/** Answers what is published to any of the topics; `keeping` writes marks to a topic of their own. */
function bench(
  source: AsyncIterable<Emit | Mark>,
  publish: (record: OutgoingRecord, topic: string) => Promise<Fate>,
  { keeping = false } = {},
) {
  const metrics = new Metrics("test");
  const stop = new AbortController();
  const unacknowledged = new Unacknowledged();
  const outletOf = (to: string) => {
    const pending = new Set<Promise<unknown>>();
    const publisher = {
      publish(record: OutgoingRecord) {
        const sent = publish(record, to);
        pending.add(sent.catch(() => {}));
        return sent;
      },
      ready: () => Promise.resolve(),
      flush: async () => void (await Promise.all(pending)),
      status: {
        lastAttemptAt: undefined,
        lastSuccessAt: undefined,
        failingSince: undefined,
        lastError: undefined,
      },
      abandon: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    return { topic: to, publisher, unacknowledged, tookSeconds: (each: number) => void took.push(each) };
  };
  const took: number[] = [];
  const { publisher } = outletOf("test.progress");
  const { flush } = publisher;
  const marks = keeping ? new MarkKeeper({ service: "test", publish: publisher.publish, flush }) : undefined;
  const lines: { readonly level: number; readonly reason?: string }[] = [];
  const done = pump({
    service: "test",
    source,
    outbox: new Outbox("test", [
      { topic, encoder },
      { topic: status, encoder },
    ]),
    outlets: [outletOf(topic.name), outletOf(status.name)],
    marks,
    metrics: createStreamMetrics(metrics),
    log: pino({ level: "warn" }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    signal: stop.signal,
  });
  return { took, done, stop, unacknowledged, lines, marks, text: () => metrics.text() };
}

async function* values(...readings: Reading[]) {
  for (const reading of readings) yield emit(topic, reading);
}

async function* yielding(...yielded: (Emit | Mark)[]) {
  yield* yielded;
}

test("every value is published under its key, in order, and counted when acknowledged", async () => {
  const sent: string[] = [];
  const { done, text, took } = bench(
    values({ id: "a", celsius: 20 }, { id: "b", celsius: 21 }),
    async (record) => {
      sent.push(`${record.key}=${record.value}`);
      return "acknowledged";
    },
  );
  await done;
  expect(sent).toEqual(["a=20", "b=21"]);
  expect(await text()).toContain(
    'messaging_client_sent_messages_total{messaging_destination_name="lab.reading.v1",service="test"} 2',
  );
  expect(took).toEqual([expect.any(Number), expect.any(Number)]);
});

test("a value that breaks its contract or its schema is counted by reason; its neighbours go on", async () => {
  const sent: string[] = [];
  const source = values(
    { id: "a", celsius: -300 },
    { id: "b", celsius: Number.NaN },
    { id: "c", celsius: 1 },
  );
  const { done, text } = bench(source, async (record) => {
    sent.push(String(record.key));
    return "acknowledged";
  });
  await done;
  expect(sent).toEqual(["c"]);
  expect(await text()).toMatch(/stream_refused_records_total\{.*reason="out_of_range".*\} 1/);
  expect(await text()).toMatch(/stream_refused_records_total\{.*reason="unencodable".*\} 1/);
});

test("a record too large for the broker is refused alone", async () => {
  const { done, text } = bench(values({ id: "a", celsius: 1 }, { id: "b", celsius: 2 }), async (record) => {
    if (record.key === "a") throw new BrokerError("too_large", "record of 2 MB");
    return "acknowledged";
  });
  await done;
  expect(await text()).toMatch(/stream_refused_records_total\{.*reason="too_large".*\} 1/);
});

test("what no retry mends ends the pump, although the source would go on for ever", async () => {
  async function* endless() {
    for (;;) yield emit(topic, { id: "a", celsius: 1 });
  }
  const { done } = bench(endless(), async () => {
    throw new BrokerError("not_authorized", "no Write on the topic");
  });
  await expect(done).rejects.toThrow("no Write on the topic");
});

test("a throw of the source ends the pump with that error", async () => {
  async function* broken(): AsyncGenerator<Emit> {
    yield emit(topic, { id: "a", celsius: 1 });
    throw new Error("file vanished");
  }
  await expect(bench(broken(), async () => "acknowledged").done).rejects.toThrow("file vanished");
});

test("a stop ends the pump at once although the source waits, and what was taken is still flushed", async () => {
  const acknowledged = Promise.withResolvers<"acknowledged">();
  const taken = Promise.withResolvers<void>();
  async function* slow() {
    yield emit(topic, { id: "a", celsius: 1 });
    taken.resolve();
    await new Promise(() => {});
  }
  const { done, stop, unacknowledged, text } = bench(slow(), () => acknowledged.promise);
  await taken.promise;
  stop.abort();
  expect(unacknowledged.records).toBe(1);
  acknowledged.resolve("acknowledged");
  await done;
  expect(unacknowledged.records).toBe(0);
  expect(await text()).toMatch(/messaging_client_sent_messages_total\{.*\} 1/);
});

test("records that made room for newer ones are counted as dropped, not as sent", async () => {
  const { done, text } = bench(values({ id: "a", celsius: 1 }), async () => "dropped");
  await done;
  expect(await text()).toMatch(/stream_dropped_records_total\{.*\} 1/);
  expect(await text()).not.toMatch(/messaging_client_sent_messages_total\{.*\} 1/);
});

test("a source gone wrong does not fill the log: the first refusal of a reason is told, all are counted", async () => {
  const cold = { id: "a", celsius: -300 };
  const { done, lines, text } = bench(values(cold, cold, cold), async () => "acknowledged");
  await done;
  expect(lines.map(({ reason }) => reason)).toEqual(["out_of_range"]);
  expect(await text()).toMatch(/stream_refused_records_total\{.*reason="out_of_range".*\} 3/);
});

test("each record goes to its topic, a retraction as a tombstone, and they are counted apart", async () => {
  const sent: unknown[] = [];
  const source = yielding(
    emit(topic, { id: "a", celsius: 1 }),
    emit(status, { id: "a", celsius: 2 }),
    retract(status, "a"),
  );
  const { done, text } = bench(source, async ({ key, value }, to) => {
    sent.push([to, key, value && String(value)]);
    return "acknowledged";
  });
  await done;
  expect(sent).toEqual([
    ["lab.reading.v1", "a", "1"],
    ["lab.status.v1", "a", "2"],
    ["lab.status.v1", "a", null],
  ]);
  expect(await text()).toMatch(/messaging_client_sent_messages_total\{.*"lab.reading.v1".*\} 1/);
  expect(await text()).toMatch(/messaging_client_sent_messages_total\{.*"lab.status.v1".*\} 2/);
});

const reading = { id: "a", celsius: 1 };
test.each([
  [
    "an emit to a topic that is not among the outputs",
    emit({ ...topic, name: "lab.other.v1" }, reading),
    "test emits to lab.other.v1, which is not among its outputs (lab.reading.v1, lab.status.v1): add it there",
  ],
  [
    "a retraction from a topic that is not compacted",
    retract(topic, "a"),
    "test retracts from lab.reading.v1, which is not compacted",
  ],
  ["a mark of a producer that keeps none", mark("a", 1), "test yields a mark and keeps none: set keepsMarks"],
  [
    "a value that is no emit",
    reading as unknown as Emit,
    "test: its source yielded what neither emit nor mark has made",
  ],
  ["nothing at all", null as unknown as Emit, "test: its source yielded what neither emit nor mark has made"],
])("%s ends the pump", async (_, yielded, words) => {
  await expect(bench(yielding(yielded), async () => "acknowledged").done).rejects.toThrow(words);
});

test("a mark is written when all records before it are acknowledged, in whatever topic, and not before", async () => {
  const fates: PromiseWithResolvers<Fate>[] = [];
  const written: string[] = [];
  const readAll = Promise.withResolvers<void>();
  async function* source() {
    yield* values(reading);
    yield emit(status, reading);
    yield mark("a", { line: 2 });
    yield* values(reading);
    yield mark("a", { line: 3 });
    readAll.resolve();
  }
  const publish = (record: OutgoingRecord, to: string): Promise<Fate> => {
    if (to === "test.progress") {
      written.push(`${record.key} ${record.value}`);
      return Promise.resolve("acknowledged");
    }
    fates.push(Promise.withResolvers());
    return (fates.at(-1) as PromiseWithResolvers<Fate>).promise;
  };
  const acknowledge = async (index: number) => {
    fates[index]?.resolve("acknowledged");
    await new Promise(setImmediate);
  };
  const { done, marks } = bench(source(), publish, { keeping: true });
  await readAll.promise;
  // The status is acknowledged first: its topic does not wait for the other.
  await acknowledge(1);
  await acknowledge(2);
  expect(written).toEqual([]);
  expect(marks?.unwritten).toBe(2);
  await acknowledge(0);
  await done;
  // Both became writable at once: the newest says it all.
  expect(written).toEqual(['a {"version":1,"value":{"line":3}}']);
  expect(marks?.unwritten).toBe(0);
});

test("a record that is refused for what it is holds up no mark", async () => {
  const written: string[] = [];
  const source = yielding(
    emit(topic, { id: "a", celsius: -300 }),
    emit(topic, { id: "b", celsius: 1 }),
    mark("a", 2),
  );
  const { done } = bench(
    source,
    async ({ value }, to) => {
      if (to !== "test.progress") throw new BrokerError("too_large", "record of 2 MB");
      written.push(String(value));
      return "acknowledged";
    },
    { keeping: true },
  );
  await done;
  expect(written).toEqual(['{"version":1,"value":2}']);
});

test("behind a record that failed for good no mark is written", async () => {
  const written: unknown[] = [];
  const source = yielding(emit(topic, reading), mark("a", 1));
  const { done } = bench(
    source,
    async ({ value }, to) => {
      if (to !== "test.progress") throw new BrokerError("not_authorized", "no Write on the topic");
      written.push(value);
      return "acknowledged";
    },
    { keeping: true },
  );
  await expect(done).rejects.toThrow("no Write on the topic");
  expect(written).toEqual([]);
});

test("a mark that the broker refuses for good ends the pump, although the source would go on for ever", async () => {
  async function* endless() {
    yield mark("a", 1);
    await new Promise(() => {});
  }
  const refuse = async () => {
    throw new BrokerError("not_authorized", "no Write on test.progress");
  };
  await expect(bench(endless(), refuse, { keeping: true }).done).rejects.toThrow("no Write on test.progress");
});
