import { ConfigError, load } from "@tributary/config";
import fc from "fast-check";
import { sinkConfig } from "../src/sink-config.ts";
import { chosenArchives, sinkSettings } from "../src/sink-settings.ts";

const configOf = (env: Readonly<Record<string, string>> = {}) => load(sinkConfig, env);
const settings = (env?: Readonly<Record<string, string>>) => sinkSettings(configOf(env));

function complaint(env: Readonly<Record<string, string>>): string {
  try {
    settings(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error("not refused");
}

test("by default the accidents are written, in batches of 1,000 and without a limit", () => {
  const { archives, batchRecords, recordsPerSecond } = settings();
  expect(archives.map(({ collection, granularity }) => [collection, granularity])).toEqual([
    ["accidents", "hours"],
  ]);
  expect([batchRecords, recordsPerSecond]).toEqual([1_000, undefined]);
});

test("topics are picked, and a granularity is chosen for one of them", () => {
  const { archives } = settings({
    MONGO_SINK_TOPICS: "aviation.flight.v1,road.accident.v1",
    MONGO_SINK_GRANULARITY: "flights=hours",
  });
  expect(archives.map(({ collection, granularity }) => [collection, granularity])).toEqual([
    ["accidents", "hours"],
    ["flights", "hours"],
  ]);
});

test("a topic without an archive is refused, and those that have one are named", () => {
  const env = { MONGO_SINK_TOPICS: "road.accident.v1,road.accident.v2" };
  expect(() => chosenArchives(configOf(env))).toThrow(/given "road.accident.v2".*aviation.flight.v1/);
});

test("all that does not go together is told at once", () => {
  const said = complaint({
    MONGO_SINK_GRANULARITY: "accidents=days,crashes=hours",
    MONGO_WRITE_TIMEOUT_MS: "6000",
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    MONGO_SINK_RECORDS_PER_SECOND: "1",
  });
  expect(said).toMatch(/accidents=days/);
  expect(said).toMatch(/crashes=hours/);
  expect(said).toMatch(/MONGO_WRITE_TIMEOUT_MS: given "6000", expected less than KAFKA_SESSION_TIMEOUT_MS/);
  expect(said).toMatch(/MONGO_SINK_RECORDS_PER_SECOND: given "1", expected at least 2, for 6 partitions/);
});

test("a limit makes batches so small that no write waits longer than half its time-out", () => {
  const defaults = configOf();
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 100_000 }),
      fc.integer({ min: 4_000, max: 9_000 }),
      (rate, timeout) => {
        const own = { MONGO_SINK_RECORDS_PER_SECOND: rate, MONGO_WRITE_TIMEOUT_MS: timeout };
        const { batchRecords } = sinkSettings({ ...defaults, ...own });
        const partitions = 6;
        expect(batchRecords).toBeGreaterThanOrEqual(1);
        expect((batchRecords * partitions) / rate).toBeLessThanOrEqual(timeout / 2_000);
      },
    ),
  );
});
