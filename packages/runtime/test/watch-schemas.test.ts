import { jest } from "@jest/globals";
import { RegistryError } from "@tributary/kafka";
import pino from "pino";
import { Lifecycle } from "../src/lifecycle.ts";
import { Metrics } from "../src/metrics.ts";
import { createStreamMetrics } from "../src/stream-metrics.ts";
import { watchSchemas } from "../src/watch-schemas.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const minutes = (count: number) => jest.advanceTimersByTimeAsync(count * 60_000);

function bench() {
  const metrics = new Metrics("map-feed");
  const lines: { msg: string; topic?: string }[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const lifecycle = new Lifecycle(log);
  const world = { answer: async (): Promise<ReadonlyMap<string, boolean>> => new Map(), looks: 0 };
  const drift = () => {
    world.looks++;
    return world.answer();
  };
  const room = { streamMetrics: createStreamMetrics(metrics, ["view"]), lifecycle, log };
  const watch = () => watchSchemas({ drift }, room);
  const told = async () =>
    (await metrics.text()).split("\n").filter((line) => line.startsWith("stream_schema_drift"));
  return { world, watch, told, lines, lifecycle };
}

test("a scrape says of which topics the registry has another schema, from the start on", async () => {
  const { world, watch, told } = bench();
  world.answer = async () =>
    new Map([
      ["old", true],
      ["same", false],
    ]);
  watch();
  await minutes(0);
  expect(await told()).toEqual([
    'stream_schema_drift{messaging_destination_name="old",service="map-feed"} 1',
    'stream_schema_drift{messaging_destination_name="same",service="map-feed"} 0',
  ]);
});

test("it looks every ten minutes until the end, and says once in the log what it sees each time", async () => {
  const { world, watch, told, lines, lifecycle } = bench();
  world.answer = async () => new Map([["topic", true]]);
  watch();
  await minutes(25);
  expect(world.looks).toBe(3);
  expect(lines.map(({ msg, topic }) => [topic, msg])).toEqual([
    ["topic", "the registry's latest schema is another than ours"],
  ]);
  world.answer = async () => new Map([["topic", false]]);
  await minutes(10);
  expect(await told()).toEqual([
    'stream_schema_drift{messaging_destination_name="topic",service="map-feed"} 0',
  ]);
  await lifecycle.close();
  await minutes(60);
  expect(world.looks).toBe(4);
});

test("while the registry is away what was seen last is shown", async () => {
  const { world, watch, told, lines } = bench();
  world.answer = async () => new Map([["topic", true]]);
  watch();
  await minutes(5);
  world.answer = async () => Promise.reject(new RegistryError("unavailable", "refused"));
  await minutes(30);
  expect(world.looks).toBe(4);
  expect(await told()).toHaveLength(1);
  expect(lines).toHaveLength(1);
});
