import { integer, list, misspellings, string } from "../src/index.ts";

const spec = {
  KAFKA_BROKERS: list("Brokers.", { default: [] }),
  HTTP_PORT: integer("Port.", { default: 1 }),
  OPS_PORT: integer("Port.", { default: 1 }),
  KAFKA_SASL_PASSWORD: string("Password.", { secret: true, optional: true }),
};

test.each([
  ["KAFKA_BROKER", "KAFKA_BROKERS"],
  ["KAFAK_BROKERS", "KAFKA_BROKERS"],
  ["http_port", "HTTP_PORT"],
  ["KAFKA_SASL_PASSWORT_FILE", "KAFKA_SASL_PASSWORD_FILE"],
])("%s is taken for %s", (given, meant) => {
  expect(misspellings(spec, { [given]: "x" })).toEqual([
    `${given} is not a variable of this process: did you mean ${meant}?`,
  ]);
});

test.each(["PATH", "HTTP_PROXY", "KAFKA_OPTS", "HOME", "BUS_LINES"])("%s is another program's", (given) => {
  expect(misspellings(spec, { [given]: "x" })).toEqual([]);
});

test("what was given under its right name is not asked about again", () => {
  expect(misspellings(spec, { KAFKA_BROKER: "x", KAFKA_BROKERS: "y" })).toEqual([]);
});

test("HTTP_PORT, where it is known, is no misspelling of another known name", () => {
  expect(misspellings(spec, { HTTP_PORT: "1", OPS_PORT: "2" })).toEqual([]);
});
