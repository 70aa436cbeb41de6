import { topicsOf } from "../src/topics-of.ts";
import { aConsumer, aGateway, aProducer, aTopic } from "./a-service.ts";

test("each topic is listed once, however many services use it", () => {
  const wind = aTopic("weather.wind.v1");
  const flour = aTopic("weather.flour.v1");
  const services = [
    aProducer("vane", wind),
    aConsumer("mill", wind, flour),
    aConsumer("bakery", flour),
    aGateway("door"),
  ];
  expect(topicsOf(services).map(({ name }) => name)).toEqual(["weather.wind.v1", "weather.flour.v1"]);
});
