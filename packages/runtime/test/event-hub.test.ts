import { pino } from "pino";
import { everything } from "../src/channel-index.ts";
import { EventHub, type EventHubOptions } from "../src/event-hub.ts";
import { Metrics } from "../src/metrics.ts";
import { EventClient } from "./event-client.ts";
import { FakeResponse } from "./fake-response.ts";
import { emptyThings, read, type Thing, ThingLog } from "./things.ts";

const start = 1_000_000;

function setUp(options: Partial<EventHubOptions<Thing>> = {}) {
  const view = emptyThings({ expiry: { staleAfterMs: 60_000, removeAfterMs: 300_000 } });
  const log = new ThingLog();
  const metrics = new Metrics("test");
  const clock = { now: start, monotonic: 0 };
  const hub = new EventHub({
    view,
    metrics,
    log: pino({ level: "silent" }),
    now: () => clock.now,
    monotonic: () => clock.monotonic,
    ...options,
  });
  const put = (id: string, color: string) => read(view, log.append(id, { at: clock.now, color }, 0));
  const join = (channels: readonly string[], lastEventId?: string) => {
    const response = new FakeResponse();
    const client = new EventClient();
    hub.add(response.asResponse(), channels, lastEventId);
    const look = () => {
      const seen = client.events.length;
      client.receive(response.take());
      return client.events.slice(seen).map(({ event, data }) => [event, data.rows ?? data.keys]);
    };
    return { response, client, look };
  };
  const count = async (name: string) => {
    const metric = await metrics.registry.getSingleMetric(name)?.get();
    return Object.fromEntries(
      metric?.values.map(({ labels, value }) => [labels.how ?? labels.reason ?? "", value]) ?? [],
    );
  };
  return { view, hub, clock, put, join, count };
}

test("a reader is first told how soon to come back, then everything in its channels, then where it stands", async () => {
  const { hub, put, join } = setUp();
  put("a", "red");
  put("b", "blue");
  await hub.tick();
  expect(join(["color:red"]).response.take()).toBe(
    "retry: 2000\n\n" +
      `event: reset\ndata: {"clock":${start},"columns":["id","at","color"],"rows":[["a",${start},"red"]]}\n\n` +
      "id: log:2.0\n\n",
  );
});

test("a reader of several channels gets one reset with the rows of all of them", async () => {
  const { hub, put, join } = setUp();
  put("a", "red");
  put("b", "blue");
  await hub.tick();
  const { look } = join(["color:blue", "color:red", "color:none"]);
  expect(look()).toEqual([
    [
      "reset",
      [
        ["b", start, "blue"],
        ["a", start, "red"],
      ],
    ],
  ]);
});

test("before the view is restored a reader waits, and is greeted by the first tick after", async () => {
  const { view, hub, put, join } = setUp();
  view.progress.begin({ epoch: "log", position: [0, 0], endAtStart: [1, 0] });
  const { look } = join([everything]);
  await hub.tick();
  expect(look()).toEqual([]);
  put("a", "red");
  await hub.tick();
  expect(look()).toEqual([["reset", [["a", start, "red"]]]]);
});

test("a tick tells a channel's readers what changed in it, and nobody else", async () => {
  const { hub, put, join } = setUp();
  await hub.tick();
  const [red, blue, all] = [join(["color:red"]), join(["color:blue"]), join([everything])];
  for (const reader of [red, blue, all]) reader.look();
  put("a", "red");
  await hub.tick();
  expect(red.look()).toEqual([["delta", [["a", start, "red"]]]]);
  expect(blue.look()).toEqual([]);
  expect(all.look()).toEqual([["delta", [["a", start, "red"]]]]);
  expect([red, blue, all].map(({ client }) => client.lastEventId)).toEqual(["log:1.0", "log:1.0", "log:1.0"]);
});

test("a tick in which the log stood still writes nothing", async () => {
  const { hub, put, join } = setUp();
  put("a", "red");
  await hub.tick();
  const { response } = join([everything]);
  response.take();
  await hub.tick();
  expect(response.take()).toBe("");
});

test("the channel an entry has left is told of it once, and where it went", async () => {
  const { hub, put, join } = setUp();
  put("a", "red");
  await hub.tick();
  const { look } = join(["color:red"]);
  look();
  put("a", "blue");
  await hub.tick();
  expect(look()).toEqual([["delta", [["a", start, "blue"]]]]);
  put("a", "blue");
  await hub.tick();
  expect(look()).toEqual([]);
});

test("removals of a tick are written before its deltas", async () => {
  const { view, hub, put, join, clock } = setUp();
  put("old", "red");
  await hub.tick();
  const { look } = join(["color:red"]);
  look();
  clock.now += 300_000;
  view.expire(clock.now);
  put("new", "red");
  await hub.tick();
  expect(look()).toEqual([
    ["remove", ["old"]],
    ["delta", [["new", clock.now, "red"]]],
  ]);
});

test("a channel is encoded once a tick, and its readers share the bytes", async () => {
  const { hub, put, join, count } = setUp();
  await hub.tick();
  const readers = Array.from({ length: 50 }, () => join(["color:red", "color:blue"]));
  for (const { response } of readers) response.buffers.length = 0;
  const before = (await count("event_stream_frames_encoded_total"))[""] ?? 0;
  put("a", "red");
  put("b", "blue");
  await hub.tick();
  expect((await count("event_stream_frames_encoded_total"))[""]).toBe(before + 2);
  const [first, ...others] = readers.map(({ response }) => response.buffers);
  expect(first).toHaveLength(3);
  for (const buffers of others) {
    expect(buffers.map((buffer, index) => buffer.buffer === first?.[index]?.buffer)).toEqual([
      true,
      true,
      true,
    ]);
    expect(buffers.map((buffer) => buffer.byteOffset)).toEqual(first?.map((buffer) => buffer.byteOffset));
  }
});

test("a reader that is slow to drain is given the newest of each key, once", async () => {
  const { hub, put, join, clock, count } = setUp();
  put("still", "red");
  await hub.tick();
  const { response, look } = join([everything]);
  look();
  response.isBlocked = true;
  for (let tick = 0; tick < 4; tick += 1) {
    clock.now += 1_000;
    put("a", "red");
    put("b", "red");
    await hub.tick();
  }
  const written = response.buffers.length;
  response.drain();
  look();
  await hub.tick();
  expect(look()).toEqual([
    [
      "delta",
      expect.arrayContaining([
        ["a", start + 4_000, "red"],
        ["b", start + 4_000, "red"],
      ]),
    ],
  ]);
  expect(response.buffers.length - written).toBeLessThan(6);
  expect(await count("event_stream_catch_ups_total")).toEqual({ "": 1 });
  await hub.tick();
  expect(look()).toEqual([]);
});

test("what a slow reader missed is shared by all that missed most of it", async () => {
  const { hub, put, join } = setUp();
  await hub.tick();
  const readers = [join([everything]), join([everything])];
  for (const { response } of readers) response.isBlocked = true;
  for (let tick = 0; tick < 3; tick += 1) {
    put("a", "red");
    await hub.tick();
  }
  for (const { response } of readers) {
    response.drain();
    response.buffers.length = 0;
  }
  await hub.tick();
  const rows = readers.map(({ response }) => response.buffers.find((buffer) => buffer.includes('["a"')));
  expect(rows[0]).toBeDefined();
  expect(rows[0]?.buffer).toBe(rows[1]?.buffer);
});

test("a reader whose socket takes nothing is cut and counted, others are not", async () => {
  const { hub, put, join, clock, count } = setUp({ stalledAfterMs: 5_000 });
  await hub.tick();
  const [stuck, fine] = [join([everything]), join([everything])];
  stuck.response.isBlocked = true;
  put("a", "red");
  await hub.tick();
  clock.monotonic = 5_000;
  await hub.tick();
  expect(hub.readers).toBe(2);
  clock.monotonic = 5_001;
  await hub.tick();
  expect(stuck.response.destroyed).toBe(true);
  expect(fine.response.destroyed).toBe(false);
  expect(hub.readers).toBe(1);
  expect(await count("event_stream_readers_cut_total")).toEqual({ stalled: 1 });
});

test("a slow reader that goes on taking pieces of a long answer is not cut", async () => {
  const { hub, put, join, clock } = setUp({ stalledAfterMs: 5_000 });
  for (let thing = 0; thing < 20_000; thing += 1) put(`thing-${thing}`, "red");
  await hub.tick();
  const response = new FakeResponse();
  response.isBlocked = true;
  hub.add(response.asResponse(), [everything], undefined);
  let pieces = 0;
  while (response.writableNeedDrain) {
    pieces += 1;
    clock.monotonic += 4_000;
    await hub.tick();
    response.writableNeedDrain = false;
    response.emit("drain");
  }
  expect(pieces).toBeGreaterThan(4);
  expect(response.destroyed).toBe(false);
  expect(join([everything]).look()[0]?.[1]).toHaveLength(20_000);
});

test("a reader with more to catch up than allowed is cut", async () => {
  const { hub, put, join, count } = setUp({ mostQueuedBytes: 1_000 });
  await hub.tick();
  const { response } = join([everything]);
  response.isBlocked = true;
  for (let tick = 0; tick < 2; tick += 1) {
    for (let thing = 0; thing < 100; thing += 1) put(`thing-${thing}`, "red");
    await hub.tick();
  }
  response.drain();
  await hub.tick();
  expect(response.destroyed).toBe(true);
  expect(await count("event_stream_readers_cut_total")).toEqual({ too_far_behind: 1 });
});

test("a reader that comes back to another replica is told what changed meanwhile", async () => {
  const [one, other] = [setUp(), setUp()];
  for (const { put, hub } of [one, other]) {
    put("a", "red");
    put("b", "red");
    await hub.tick();
  }
  const before = one.join(["color:red"]);
  before.look();
  other.put("b", "red");
  other.put("a", "blue");
  await other.hub.tick();
  const after = other.join(["color:red"], before.client.lastEventId);
  expect(after.look()).toEqual([
    ["remove", ["a"]],
    ["delta", [["b", start, "red"]]],
  ]);
  expect(await other.count("event_stream_greetings_total")).toEqual({ resumed: 1 });
});

test("a reader that knows more than this replica gets everything anew", async () => {
  const { hub, put, join, count } = setUp();
  put("a", "red");
  await hub.tick();
  expect(join([everything], "log:2.0").look()[0]?.[0]).toBe("reset");
  expect(await count("event_stream_greetings_total")).toEqual({ ahead: 1 });
});

test("a heartbeat goes to every reader that can take it", async () => {
  const { hub, join } = setUp();
  await hub.tick();
  const [idle, busy] = [join([everything]), join([everything])];
  busy.response.isBlocked = true;
  busy.response.writableNeedDrain = true;
  idle.look();
  await hub.heartbeat();
  expect(idle.response.take()).toBe(": heartbeat\n\n");
  expect(busy.response.buffers.at(-1)?.toString()).not.toContain("heartbeat");
});

test("readers that go away are no longer counted or written to", async () => {
  const { hub, put, join, count } = setUp();
  await hub.tick();
  const readers = Array.from({ length: 100 }, () => join([everything]));
  expect(await count("event_stream_readers")).toEqual({ "": 100 });
  for (const { response } of readers) response.destroy();
  expect(hub.readers).toBe(0);
  expect(await count("event_stream_readers")).toEqual({ "": 0 });
  for (const { response } of readers) response.buffers.length = 0;
  put("a", "red");
  await hub.tick();
  expect(readers.every(({ response }) => response.buffers.length === 0)).toBe(true);
});

test("a reader that went away before it was taken in is not counted", async () => {
  const { hub } = setUp();
  const response = new FakeResponse();
  response.destroy();
  hub.add(response.asResponse(), [everything], undefined);
  expect(hub.readers).toBe(0);
});

test("a hub that closes tells its readers to reconnect and ends their streams, stuck ones too", async () => {
  const { hub, put, join } = setUp();
  await hub.tick();
  const [fine, stuck] = [join([everything]), join([everything])];
  stuck.response.isBlocked = true;
  put("a", "red");
  await hub.tick();
  fine.look();
  await hub.close();
  expect(fine.look()).toEqual([["reconnect", undefined]]);
  expect(fine.response.writableEnded).toBe(true);
  expect(stuck.response.destroyed).toBe(true);
  expect(hub.readers).toBe(0);
  expect(hub.isFull).toBe(true);
});
