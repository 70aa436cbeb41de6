import type { Tenure, TopicPartition } from "@tributary/kafka";
import { Health } from "../../src/health.ts";
import { Metrics } from "../../src/metrics.ts";
import { PartitionWeather } from "../../src/process/partition-weather.ts";
import type { Process } from "../../src/process/process.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { watchProcess } from "../../src/process/watch-process.ts";
import { counting } from "./fold-scene.ts";

const storing: Process = { kind: "sink", open: () => Promise.reject(new Error("never opened")) };

function setUp(process: Process = counting, remark = () => undefined as string | undefined) {
  let time = 0;
  const clock = () => time;
  const status = {
    lastAttemptAt: 0 as number | undefined,
    lastSuccessAt: undefined,
    failingSince: undefined as number | undefined,
    lastError: undefined as string | undefined,
  };
  const member = { status, assignment: undefined as readonly TopicPartition[] | undefined, rebalances: 0 };
  const worker = { hasBegun: () => true, silentSince: undefined as number | undefined, refresh: () => {} };
  const tripwire = { probe: () => tripped, status: { ...status } };
  let tripped: string | undefined;
  const health = new Health();
  health.started();
  const registry = new Metrics("counter");
  const metrics = createProcessMetrics(registry, [process.kind]);
  const weather = new PartitionWeather({ log: { info: () => {}, warn: () => {} }, metrics, clock });
  watchProcess({ process, health, registry, metrics, member, worker, tripwire, weather, clock, remark });
  const said = (checks: readonly { ok: boolean; name: string; detail: string }[]) =>
    checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
  return {
    member,
    worker,
    registry,
    pass: (ms: number) => {
      time += ms;
    },
    trip: () => {
      tripped = "tripped: 20 records in a row were buried";
    },
    weather,
    check: (name: string) => health.ready().find((each) => each.name === name),
    unready: () => said(health.ready()),
    dead: () => said(health.live()),
  };
}

const assignment = [
  { topic: "test.thing.v1", partition: 0 },
  { topic: "test.thing.v1", partition: 1 },
];

test("it is not ready before the first assignment, and ready without partitions after it", () => {
  const { member, unready } = setUp();
  expect(unready()).toEqual(["group: waiting for the first assignment"]);
  member.assignment = [];
  expect(unready()).toEqual([]);
});

test("a tripped group is not ready, and alive", () => {
  const { member, trip, unready, dead } = setUp();
  member.assignment = assignment;
  trip();
  expect(unready()).toEqual(["tripwire: tripped: 20 records in a row were buried"]);
  expect(dead()).toEqual([]);
});

test("a coordinator that is away for 30 s makes it unready; while it is tried it is alive", () => {
  const { member, pass, unready, dead } = setUp();
  member.assignment = assignment;
  Object.assign(member.status, { failingSince: 0, lastError: "no coordinator" });
  pass(29_999);
  expect(unready()).toEqual([]);
  pass(600_000);
  member.status.lastAttemptAt = 629_000;
  expect(unready()).toEqual(["group: working in the group has failed for 630 s: no coordinator"]);
  expect(dead()).toEqual([]);
});

test("loops that do not turn for a minute, or work that gives no sign of life, are not alive", () => {
  const { member, worker, pass, dead } = setUp();
  pass(59_999);
  expect(dead()).toEqual([]);
  pass(1);
  expect(dead()).toEqual(["group: working in the group has not been tried for 60 s"]);
  member.status.lastAttemptAt = 60_000;
  worker.silentSince = 60_000;
  pass(59_999);
  expect(dead()).toEqual([]);
  member.status.lastAttemptAt = 120_000;
  pass(1);
  expect(dead()).toEqual(["work in hand: has not come back for 60 s"]);
});

test("a scrape shows rebalances and the partitions in hand", async () => {
  const { member, registry, pass } = setUp();
  Object.assign(member, { assignment, rebalances: 3 });
  pass(7_000);
  await registry.text();
  const lines = (await registry.text()).split("\n");
  expect(lines.filter((line) => /^stream_(rebalances|assigned|consumer_poll_age)/.test(line))).toEqual([
    'stream_rebalances_total{service="counter"} 3',
    'stream_assigned_partitions{messaging_destination_name="test.thing.v1",service="counter"} 2',
    'stream_consumer_poll_age_seconds{reader="group",service="counter"} 7',
  ]);
});

test("what a store's writer has to say is told while it is ready, and an outage before it", () => {
  let remark: string | undefined;
  const { check, weather, pass } = setUp(storing, () => remark);
  expect(check("store")).toEqual({ name: "store", ok: true, detail: "ok" });
  remark = "accidents: a plain collection";
  expect(check("store")).toEqual({ name: "store", ok: true, detail: remark });
  weather.failed("sink", { ...assignment[0] } as Tenure, new Error("refused"));
  pass(31_000);
  expect(check("store")).toMatchObject({
    ok: false,
    detail: "writing to the store has failed for 31 s: refused",
  });
});
