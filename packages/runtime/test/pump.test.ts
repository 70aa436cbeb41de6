import type { Topic } from "@tributary/contracts";
import { BrokerError, EncodingError, type OutgoingRecord } from "@tributary/kafka";
import { pino } from "pino";
import { Metrics } from "../src/metrics.ts";
import { pump } from "../src/pump.ts";
import { createStreamMetrics } from "../src/stream-metrics.ts";
import { Unacknowledged } from "../src/unacknowledged.ts";

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

const encoder = {
  encode(value: Reading): Buffer {
    if (Number.isNaN(value.celsius)) throw new EncodingError("celsius", "NaN is no double here", undefined);
    return Buffer.from(String(value.celsius));
  },
};

function bench(
  source: AsyncIterable<Reading>,
  publish: (record: OutgoingRecord) => Promise<"acknowledged" | "dropped">,
) {
  const metrics = new Metrics("test");
  const stop = new AbortController();
  const pending = new Set<Promise<unknown>>();
  const publisher = {
    publish(record: OutgoingRecord) {
      const sent = publish(record);
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
  const unacknowledged = new Unacknowledged();
  const lines: { readonly level: number; readonly reason?: string }[] = [];
  const done = pump({
    source,
    topic,
    encoder,
    publisher,
    unacknowledged,
    metrics: createStreamMetrics(metrics),
    log: pino({ level: "warn" }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    signal: stop.signal,
  });
  return { done, stop, unacknowledged, lines, text: () => metrics.text() };
}

async function* values(...readings: Reading[]) {
  yield* readings;
}

test("every value is published under its key, in order, and counted when acknowledged", async () => {
  const sent: string[] = [];
  const { done, text } = bench(values({ id: "a", celsius: 20 }, { id: "b", celsius: 21 }), async (record) => {
    sent.push(`${record.key}=${record.value}`);
    return "acknowledged";
  });
  await done;
  expect(sent).toEqual(["a=20", "b=21"]);
  expect(await text()).toContain(
    'messaging_client_sent_messages_total{messaging_destination_name="lab.reading.v1",service="test"} 2',
  );
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
    for (;;) yield { id: "a", celsius: 1 };
  }
  const { done } = bench(endless(), async () => {
    throw new BrokerError("not_authorized", "no Write on the topic");
  });
  await expect(done).rejects.toThrow("no Write on the topic");
});

test("a throw of the source ends the pump with that error", async () => {
  async function* broken(): AsyncGenerator<Reading> {
    yield { id: "a", celsius: 1 };
    throw new Error("file vanished");
  }
  await expect(bench(broken(), async () => "acknowledged").done).rejects.toThrow("file vanished");
});

test("a stop ends the pump at once although the source waits, and what was taken is still flushed", async () => {
  const acknowledged = Promise.withResolvers<"acknowledged">();
  const taken = Promise.withResolvers<void>();
  async function* slow() {
    yield { id: "a", celsius: 1 };
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
