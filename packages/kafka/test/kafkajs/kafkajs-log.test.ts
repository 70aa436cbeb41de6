import { kafkajsLog } from "../../src/kafkajs/kafkajs-log.ts";

interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

function logAt(clock: { now: number }) {
  const lines: Line[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  const log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  const entry = kafkajsLog(log, () => clock.now)(1);
  const say = (level: number, message: string) =>
    entry({
      namespace: "Connection",
      level,
      label: "",
      log: { timestamp: "t", logger: "kafkajs", message, broker: "b:1" },
    });
  return { lines, say };
}

const [error, warn, info] = [1, 2, 4];

test("kafkajs's errors are warnings, with its fields and without its own time stamps", () => {
  const { lines, say } = logAt({ now: 0 });

  say(error, "Connection error: connect ECONNREFUSED");

  expect(lines).toEqual([
    {
      level: "warn",
      fields: { component: "kafkajs Connection", broker: "b:1" },
      message: "Connection error: connect ECONNREFUSED",
    },
  ]);
});

test("the same error warns once in ten seconds, another one at once", () => {
  const clock = { now: 0 };
  const { lines, say } = logAt(clock);

  say(error, "refused");
  clock.now = 9_999;
  say(error, "refused");
  say(error, "timed out");
  clock.now = 10_000;
  say(error, "refused");

  expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
    "warn refused",
    "debug refused",
    "warn timed out",
    "warn refused",
  ]);
});

test("refused requests, warnings and information are for debugging", () => {
  const { lines, say } = logAt({ now: 0 });

  say(error, "Response Metadata(key: 3, version: 6)");
  say(warn, "Limiting retries");
  say(info, "Consumer has joined");

  expect(lines.map(({ level }) => level)).toEqual(["debug", "debug", "debug"]);
});
