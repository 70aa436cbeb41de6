import { setImmediate as nextTurn } from "node:timers/promises";
import { Metrics } from "../../src/metrics.ts";
import { GroupTripwire } from "../../src/process/group-tripwire.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { ControlLog } from "./control-log.ts";

const bad = (count: number) => Array<boolean>(count).fill(true);
const at = { topic: "a.b.v1", partition: 3 };
const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

async function member(control: ControlLog) {
  const metrics = new Metrics("test");
  const stop = new AbortController();
  stops.push(stop);
  const said: string[] = [];
  const take = (fields: object, words: string) =>
    void said.push(`${words} ${JSON.stringify(fields, ["reason", "topic", "partition"])}`);
  const wire = await GroupTripwire.open({
    broker: control.broker,
    group: "counter",
    log: { info: take, error: take } as never,
    metrics: createProcessMetrics(metrics),
    now: () => 7_000,
    signal: stop.signal,
  });
  const gauge = async () =>
    (await metrics.registry.getSingleMetric("stream_tripped")?.get())?.values[0]?.value;
  return { wire, said, gauge, stop };
}

const reason = "20 records in a row were buried";

test("a trip is remembered in the control topic, told once, and unreadies with the way out", async () => {
  const control = new ControlLog();
  const { wire, said, gauge } = await member(control);
  expect(wire.tripped).toBeUndefined();
  expect(wire.probe()).toBeUndefined();
  await wire.record(bad(19), at);
  expect(control.records).toEqual([]);
  await wire.record(bad(3), at);
  expect(wire.tripped).toBe(reason);
  expect(control.records.map(({ key, value }) => [key, JSON.parse(String(value))])).toEqual([
    ["trip", { reason, at: 7_000, topic: "a.b.v1", partition: 3 }],
  ]);
  expect(await gauge()).toBe(1);
  expect(wire.probe()).toBe(`tripped: ${reason}; resume with npm run dlq -- resume --group counter`);
  control.read();
  await wire.record(bad(40), at);
  control.read();
  expect(control.records).toHaveLength(1);
  expect(said).toEqual([
    `tripped: the whole group stands still ${JSON.stringify({ reason, topic: "a.b.v1", partition: 3 })}`,
  ]);
});

test("a trip at one member stops all others, and a tombstone lets all go on with an empty window", async () => {
  const control = new ControlLog();
  const one = await member(control);
  const two = await member(control);
  await two.wire.record(bad(15), at);
  await one.wire.record(bad(20), at);
  control.read();
  expect(two.wire.tripped).toBe(reason);
  expect(two.said).toHaveLength(1);
  control.write("trip", null);
  control.read();
  for (const { wire, gauge, said } of [one, two]) {
    expect(wire.tripped).toBeUndefined();
    expect(wire.room(bad(30))).toBe(20);
    expect(await gauge()).toBe(0);
    expect(said.at(-1)).toBe("resumed: the group goes on {}");
  }
});

test("a member that starts knows that its group has tripped before it does anything", async () => {
  const control = new ControlLog();
  control.write("trip", Buffer.from(JSON.stringify({ reason, at: 1, ...at })));
  control.write("resent:0:5", Buffer.from('{"at":[1]}'));
  const { wire, said, gauge } = await member(control);
  expect(wire.tripped).toBe(reason);
  expect(said).toHaveLength(1);
  expect(await gauge()).toBe(1);
});

test("a trip that was resumed before the start is history: nothing is told", async () => {
  const control = new ControlLog();
  control.write("trip", Buffer.from(JSON.stringify({ reason, at: 1, ...at })));
  control.write("trip", null);
  const { wire, said } = await member(control);
  expect(wire.tripped).toBeUndefined();
  expect(said).toEqual([]);
});

test("what cannot be read under the key is no reason to go on", async () => {
  const control = new ControlLog();
  control.write("trip", Buffer.from("{"));
  expect((await member(control)).wire.tripped).toBe("for a reason that cannot be read");
});

test("a trip that the broker has not taken yet holds already, and outlasts an older resumption", async () => {
  const control = new ControlLog();
  const { wire } = await member(control);
  const broker = Promise.withResolvers<void>();
  control.held = broker.promise;
  const remembered = wire.record(bad(20), at);
  expect(wire.tripped).toBe(reason);
  control.write("trip", null);
  control.read();
  expect(wire.tripped).toBe(reason);
  broker.resolve();
  await remembered;
  control.read();
  expect(wire.tripped).toBe(reason);
});

test("while the broker is away a trip waits to be remembered, until the service stops", async () => {
  const control = new ControlLog();
  const { wire, stop } = await member(control);
  control.held = new Promise(() => {});
  let isOver = false;
  const remembered = wire.record(bad(20), at).then(() => {
    isOver = true;
  });
  await nextTurn();
  expect(isOver).toBe(false);
  stop.abort();
  await remembered;
});

test("a topic that cannot be followed ends the opening", async () => {
  const control = new ControlLog();
  const broker = {
    ...control.broker,
    openReader: async () => {
      throw new Error("no such topic");
    },
  };
  await expect(member({ broker } as unknown as ControlLog)).rejects.toThrow("no such topic");
});
