import { fold } from "@tributary/runtime";
import { serviceTable, topologyGraph } from "../src/topology.ts";
import { aConsumer, aGateway, aProducer, aReplay, aTopic } from "./a-service.ts";

const wind = aTopic("weather.wind.v1");
const flour = aTopic("weather.flour.v1");
const services = [aProducer("wind-vane", [wind]), aConsumer("mill", wind, flour), aGateway("door")];

test("the graph joins services by the topics they write and read, and consumers to the gateway by HTTP", () => {
  expect(topologyGraph(services)).toBe(
    [
      "```mermaid",
      "flowchart LR",
      '  wind_vane["wind-vane"]',
      '  mill["mill"]',
      '  door{{"door"}}',
      '  weather_wind_v1[("weather.wind.v1")]',
      '  weather_flour_v1[("weather.flour.v1")]',
      "  wind_vane --> weather_wind_v1",
      "  weather_wind_v1 --> mill",
      "  mill --> weather_flour_v1",
      "  mill -. HTTP .-> door",
      "```",
    ].join("\n"),
  );
});

test("a replay is drawn as a source that the gateway asks by HTTP", () => {
  expect(
    topologyGraph([aReplay("tape", wind), aGateway("door")])
      .split("\n")
      .slice(5, -1),
  ).toEqual(["  tape --> weather_wind_v1", "  tape -. HTTP .-> door"]);
});

test("a producer of several topics that serves an API is drawn with all of them", () => {
  const vane = aProducer("vane", [wind, flour], { routes: () => {} });
  expect(
    topologyGraph([vane, aGateway("door")])
      .split("\n")
      .slice(6, -1),
  ).toEqual(["  vane --> weather_wind_v1", "  vane --> weather_flour_v1", "  vane -. HTTP .-> door"]);
});

test("the table says of each service what it does, reads and writes", () => {
  expect(serviceTable(services).split("\n").slice(2)).toEqual([
    "| [wind-vane](services/wind-vane) | Makes weather.wind.v1. | – | `weather.wind.v1` |",
    "| [mill](services/mill) | Takes weather.wind.v1. | `weather.wind.v1` | `weather.flour.v1` |",
    "| [door](services/door) | A door \\| to all. | – | – |",
  ]);
});

test("the inner topics of a process are left out of graph and table", () => {
  const counting = fold({ state: { version: 1 }, step: () => [undefined, []] });
  const plain = [aConsumer("mill", wind, flour)];
  const folding = [aConsumer("mill", wind, flour, counting)];
  expect(topologyGraph(folding)).toBe(topologyGraph(plain));
  expect(serviceTable(folding)).toBe(serviceTable(plain));
});
