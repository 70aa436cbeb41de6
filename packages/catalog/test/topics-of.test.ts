import { fold, map } from "@tributary/runtime";
import { provisionedTopics, topicsOf } from "../src/topics-of.ts";
import { aConsumer, aGateway, aProducer, aReplay, aTopic } from "./a-service.ts";

test("each topic is listed once, however many services use it", () => {
  const wind = aTopic("weather.wind.v1");
  const flour = aTopic("weather.flour.v1");
  const services = [
    aProducer("vane", [wind]),
    aConsumer("mill", wind, flour),
    aConsumer("bakery", flour),
    aGateway("door"),
  ];
  expect(topicsOf(services).map(({ name }) => name)).toEqual(["weather.wind.v1", "weather.flour.v1"]);
});

test("provisioning makes the inner topics of processes as well, with the partitions of what they read", () => {
  const wind = { ...aTopic("weather.wind.v1"), partitions: 4 };
  const counting = fold({ state: { version: 1 }, step: () => [undefined, []] });
  const services = [
    aConsumer("mill", wind, undefined, counting),
    aConsumer(
      "bakery",
      wind,
      undefined,
      map(() => []),
    ),
  ];
  expect(provisionedTopics(services).map(({ name, partitions }) => `${name} ${partitions}`)).toEqual([
    "weather.wind.v1 4",
    "mill.dlq 4",
    "mill.state 4",
    "mill.control 1",
    "bakery.dlq 4",
    "bakery.control 1",
  ]);
  expect(topicsOf(services).map(({ name }) => name)).toEqual(["weather.wind.v1"]);
});

test("a replay writes its topic, and has its progress and its dead letters to itself", () => {
  const services = [aReplay("tape", aTopic("weather.wind.v1"))];
  expect(topicsOf(services).map(({ name }) => name)).toEqual(["weather.wind.v1"]);
  expect(
    provisionedTopics(services).map(({ name, partitions, cleanup }) => [name, partitions, cleanup.policy]),
  ).toEqual([
    ["weather.wind.v1", 1, "delete"],
    ["tape.progress", 1, "compact"],
    ["tape.dlq", 1, "delete"],
  ]);
});

test("a producer that keeps marks has its progress to itself, one that keeps none has nothing", () => {
  const [wind, rain] = [aTopic("weather.wind.v1"), aTopic("weather.rain.v1")];
  const named = (keepsMarks: boolean) =>
    provisionedTopics([aProducer("vane", [wind, rain], { keepsMarks })]).map(({ name }) => name);
  expect(named(true)).toEqual(["weather.wind.v1", "weather.rain.v1", "vane.progress"]);
  expect(named(false)).toEqual(["weather.wind.v1", "weather.rain.v1"]);
});

test("a topic of which a service reads only some fields is provisioned whole, whoever else uses it", () => {
  const wind = aTopic("weather.wind.v1");
  const narrow = { ...wind, schema: { ...wind.schema, fields: [] }, whole: wind };
  for (const services of [
    [aConsumer("mill", narrow)],
    [aProducer("vane", [wind]), aConsumer("mill", narrow)],
    [aConsumer("mill", narrow), aProducer("vane", [wind])],
  ])
    expect(topicsOf(services)).toEqual([wind]);
});
