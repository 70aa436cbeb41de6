import { integer, list, oneOf, string, table } from "../src/index.ts";

test("the table shows name, type, default, unit, meaning and whether it is secret", () => {
  const markdown = table({
    KAFKA_BROKERS: list("Brokers to begin with.", { default: ["a:9092", "b:9092"] }),
    TIMEOUT_MS: integer("How long to wait.", { default: 10_000, minimum: 1, unit: "ms" }),
    MODE: oneOf("Either a|b or\nc.", ["feed", "live"], { optional: true }),
    PASSWORD: string("Password.", { secret: true }),
  });
  expect(markdown.split("\n")).toEqual([
    "| Variable | Type | Default | Unit | Meaning | Secret |",
    "| --- | --- | --- | --- | --- | --- |",
    "| `KAFKA_BROKERS` | comma separated list | `a:9092,b:9092` |  | Brokers to begin with. |  |",
    "| `TIMEOUT_MS` | integer, at least 1 | `10000` | ms | How long to wait. |  |",
    "| `MODE` | one of feed, live |  |  | Either a\\|b or c. |  |",
    "| `PASSWORD` | text | *required* |  | Password. | yes, or `PASSWORD_FILE` |",
  ]);
});

test("the default of a secret is not printed", () => {
  expect(table({ PASSWORD: string("Password.", { secret: true, default: "hunter2" }) })).not.toContain(
    "hunter2",
  );
});
