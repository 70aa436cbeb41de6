import { pathOf, replayEnvironment } from "../../src/command/replay-request.ts";

test("options become the service's variables, and a replay of a command ends with its file", () => {
  const request = { speed: "10", gapCap: 300_000, from: "2015-02-01", loop: true, maxBad: "5" };
  expect(replayEnvironment("FLIGHT", "/data/f.csv", request, {})).toEqual({
    LOG_LEVEL: "warn",
    HTTP_PORT: "0",
    OPS_PORT: "0",
    FLIGHT_FILE: "/data/f.csv",
    FLIGHT_SPEED: "10",
    FLIGHT_GAP_CAP_MS: "300000",
    FLIGHT_FROM: "2015-02-01",
    FLIGHT_LOOP: "true",
    FLIGHT_MAX_BAD: "5",
    FLIGHT_WHEN_DONE: "exit",
  });
});

test("without speed and rate it goes as fast as Kafka takes it; a rate is no speed", () => {
  expect(replayEnvironment("FLIGHT", undefined, {}, {}).FLIGHT_SPEED).toBe("max");
  expect(replayEnvironment("FLIGHT", undefined, { rate: "5" }, {})).not.toHaveProperty("FLIGHT_SPEED");
});

test("of the surroundings the broker counts and the cache, not how another replay was configured", () => {
  const surroundings = {
    KAFKA_BROKERS: "kafka:9092",
    HTTP_PORT: "8080",
    FLIGHT_SPEED: "3600",
    FLIGHT_CACHE_DIR: "/cache",
    FLIGHT_SEED: "7",
  };
  expect(replayEnvironment("FLIGHT", "/f.csv", { rate: "5" }, surroundings)).toMatchObject({
    KAFKA_BROKERS: "kafka:9092",
    HTTP_PORT: "0",
    FLIGHT_CACHE_DIR: "/cache",
    FLIGHT_SEED: "7",
  });
  expect(replayEnvironment("FLIGHT", "/f.csv", { rate: "5" }, surroundings)).not.toHaveProperty(
    "FLIGHT_SPEED",
  );
});

test("a path is meant from where npm was called", () => {
  expect(pathOf("f.csv", { INIT_CWD: "/where/npm/was/called" }, "/tree")).toBe("/where/npm/was/called/f.csv");
  expect(pathOf("f.csv", {}, "/tree")).toBe("/tree/f.csv");
  expect(pathOf("/data/f.csv", { INIT_CWD: "/where/npm/was/called" }, "/tree")).toBe("/data/f.csv");
});
