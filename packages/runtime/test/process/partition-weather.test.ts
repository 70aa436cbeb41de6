import { Metrics } from "../../src/metrics.ts";
import { PartitionWeather } from "../../src/process/partition-weather.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { FakeTenure } from "./fake-tenure.ts";

function setUp(random = () => 0.5) {
  let now = 1_000;
  const said: string[] = [];
  const metrics = new Metrics("test");
  const take = (level: string) => (fields: object, words: string) =>
    void said.push(`${level} ${words} ${JSON.stringify(fields, ["cause", "outageMs", "tries"])}`);
  const weather = new PartitionWeather({
    log: { info: take("info"), warn: take("warn") } as never,
    metrics: createProcessMetrics(metrics),
    clock: () => now,
    random,
  });
  const later = (ms: number) => {
    now += ms;
  };
  const gauge = async (name: string, cause: string) => {
    weather.refresh();
    const { values } = (await metrics.registry.getSingleMetric(name)?.get()) ?? { values: [] };
    return values.find(({ labels }) => labels.cause === cause)?.value;
  };
  return { weather, said, gauge, later };
}

const error = new Error("connect ECONNREFUSED");

test("the pause is drawn between 100 ms and a bound that doubles from 200 ms to 10 s", () => {
  const tenure = new FakeTenure();
  const almostOne = setUp(() => 1 - Number.EPSILON).weather;
  const longest = Array.from({ length: 9 }, () => almostOne.failed("sink", tenure, error));
  expect(longest).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
  const zero = setUp(() => 0).weather;
  expect(Array.from({ length: 9 }, () => zero.failed("sink", tenure, error))).toEqual(Array(9).fill(100));
});

test("each partition has its own pause, and success begins it anew", () => {
  const { weather } = setUp(() => 1 - Number.EPSILON);
  const [one, two] = [new FakeTenure("a.b.v1", 1), new FakeTenure("a.b.v1", 2)];
  weather.failed("sink", one, error);
  expect(weather.failed("sink", one, error)).toBe(400);
  expect(weather.failed("sink", two, error)).toBe(200);
  expect(weather.failed("registry", one, error)).toBe(200);
  weather.succeeded("sink", one);
  expect(weather.failed("sink", one, error)).toBe(200);
});

test("an outage is two lines of log, however many partitions and tries it has", () => {
  const { weather, said, later } = setUp();
  const [one, two] = [new FakeTenure("a.b.v1", 1), new FakeTenure("a.b.v1", 2)];
  weather.failed("sink", one, error);
  weather.failed("sink", two, error);
  later(1_500);
  weather.failed("sink", one, error);
  weather.succeeded("sink", one);
  later(500);
  weather.succeeded("sink", two);
  weather.succeeded("sink", two);
  expect(said).toEqual([
    'warn writing to the store fails, partitions wait {"cause":"sink"}',
    'info writing to the store: no partition waits any more {"cause":"sink","outageMs":2000,"tries":3}',
  ]);
});

test("readiness tells of it at once and is lost after 30 s; the longest-held partition counts", () => {
  const { weather, later } = setUp();
  const [one, two] = [new FakeTenure("a.b.v1", 1), new FakeTenure("a.b.v1", 2)];
  const probe = weather.probe("registry");
  expect(probe()).toBeUndefined();
  weather.failed("registry", one, error);
  later(10_000);
  weather.failed("registry", two, error);
  expect(probe()).toEqual({ tolerated: "looking up a schema has failed for 10 s: connect ECONNREFUSED" });
  later(20_000);
  expect(probe()).toBe("looking up a schema has failed for 30 s: connect ECONNREFUSED");
  weather.succeeded("registry", one);
  expect(probe()).toHaveProperty("tolerated");
  expect(weather.probe("sink")()).toBeUndefined();
});

test("gauges count the partitions that wait and how long, and are 0 when none does", async () => {
  const { weather, gauge, later } = setUp();
  const [one, two] = [new FakeTenure("a.b.v1", 1), new FakeTenure("a.b.v1", 2)];
  expect(await gauge("stream_paused_partitions", "broker")).toBe(0);
  weather.failed("broker", one, error);
  weather.failed("broker", two, error);
  later(2_500);
  expect(await gauge("stream_paused_partitions", "broker")).toBe(2);
  expect(await gauge("stream_weather_seconds", "broker")).toBe(2.5);
  expect(await gauge("stream_weather_seconds", "sink")).toBe(0);
  weather.succeeded("broker", one);
  weather.succeeded("broker", two);
  expect(await gauge("stream_paused_partitions", "broker")).toBe(0);
  expect(await gauge("stream_weather_seconds", "broker")).toBe(0);
});

test("an outage outlasts the tenures it ends: the pause goes on growing, and readiness is lost in time", () => {
  const { weather, later, said } = setUp(() => 1 - Number.EPSILON);
  for (let i = 0; i < 5; i++) {
    const tenure = new FakeTenure();
    expect(weather.failed("broker", tenure, error)).toBe(200 * 2 ** i);
    weather.forget(tenure);
    later(8_000);
  }
  expect(weather.probe("broker")()).toMatch(/has failed for 40 s/);
  expect(said).toHaveLength(1);
});

test("a partition that does not come back within 30 s is another's, and so is its weather", async () => {
  const { weather, later, said, gauge } = setUp();
  const tenure = new FakeTenure();
  weather.failed("sink", tenure, error);
  weather.forget(tenure);
  expect(await gauge("stream_paused_partitions", "sink")).toBe(0);
  expect(weather.probe("sink")()).toHaveProperty("tolerated");
  later(30_000);
  expect(weather.probe("sink")()).toBeUndefined();
  expect(said).toHaveLength(2);
});
