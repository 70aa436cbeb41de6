import { stackInUse } from "../src/stack-in-use.ts";

test("the servers are those that the environment names", () => {
  expect(stackInUse({ KAFKA_BROKERS: "a:1,b:2", SCHEMA_REGISTRY_URL: "http://c:3" })).toEqual({
    kafkaBrokers: ["a:1", "b:2"],
    schemaRegistryUrl: "http://c:3",
  });
});

test("without servers the message says what to look at", () => {
  expect(() => stackInUse({ KAFKA_BROKERS: "a:1" })).toThrow("jest.integration.config.js");
});
