import type { Broker, Codec } from "@tributary/kafka";
import { run } from "../src/command/run.ts";
import { createOperations } from "../src/create-operations.ts";
import { FakeBroker } from "./fake-broker.ts";
import { FakeOperator } from "./fake-operator.ts";
import { buried } from "./letters.ts";

const place = { group: "flight-csv", partition: 0, offset: 0 };

/** A row that a replay has buried, beside a letter of a consumer. */
function desk() {
  const operator = new FakeOperator();
  operator.log.set("aviation.flight.v1", [[]]);
  operator.log.set("flight-csv.dlq", [
    [
      buried(
        {
          topic: "aviation.flight.v1",
          group: "flight-csv",
          service: "flight-csv",
          offset: 1_234,
          stage: "decode",
          error: "bad_number",
          message: "flights.csv, line 1234: MONTH is x",
        },
        {
          key: null,
          value: Buffer.from('2015,x,1,"A\tB"'),
          headers: {
            "row-file": "flights.csv",
            "row-line": "1234",
            "row-byte-offset": "123400",
            "row-column": "MONTH",
          },
        },
      ),
    ],
  ]);
  const broker = new FakeBroker(operator);
  const silent = () => undefined;
  const operations = createOperations({
    operator,
    broker: broker as unknown as Broker,
    codec: { decoder: () => ({ decode: () => ({ ok: true, value: 1 }) }) } as unknown as Codec,
    topics: [{ name: "aviation.flight.v1" } as never],
    now: () => 0,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  return { operations, broker };
}

test("a row is listed with its place in the file, and shown as text, not as a record that could be decoded", async () => {
  const { operations } = desk();
  const { deadLetters } = await operations.deadLetters({}, 10);
  expect(deadLetters.map(({ row }) => row)).toEqual([
    { file: "flights.csv", line: 1_234, byteOffset: 123_400, column: "MONTH" },
  ]);
  expect(await operations.deadLetter(place)).toMatchObject({
    rowText: '2015,x,1,"A\tB"',
    decoded: { ok: false, reason: "row_of_a_file" },
  });
});

test("a row is never sent again, and the reason says what to do instead", async () => {
  const { operations, broker } = desk();
  const refusal = [{ ...place, problem: "it is a row of flights.csv: mend it there, and replay the file" }];
  for (const dryRun of [true, false])
    for (const again of [true, false])
      expect(await operations.resend({ group: "flight-csv" }, { dryRun, again })).toEqual({
        matched: 1,
        resent: 0,
        alreadyResent: 0,
        failed: refusal,
      });
  expect(broker.sent).toEqual([]);
});

test("the command shows file, line, byte, column and the row, harmless to a terminal", async () => {
  const said = async (words: string) => {
    let out = "";
    const terminal = {
      out: (text: string) => {
        out += text;
      },
      err: () => undefined,
      width: undefined,
      ask: undefined,
    };
    const { operations } = desk();
    const opened = { operations, groups: async () => [], cluster: "", close: async () => undefined };
    expect(await run(words.split(" "), terminal, async () => opened)).toBe(0);
    return out.split("\n");
  };
  const shown = await said("show flight-csv/0/0");
  expect(shown).toEqual(
    expect.arrayContaining([
      "file     flights.csv",
      "line     1234",
      "byte     123400",
      "column   MONTH",
      "error    bad_number",
      "message  flights.csv, line 1234: MONTH is x",
    ]),
  );
  expect(shown.slice(-3)).toEqual(["", '2015,x,1,"A\\u0009B"', ""]);
  expect(shown.join("\n")).not.toMatch(/resent|decode:|appended/);
  expect((await said("list")).join("\n")).toContain("flights.csv:1234");
});
