import { ConfigError } from "@tributary/config";
import { PermissionError } from "@tributary/runtime";
import { MongoNetworkError, MongoServerError } from "mongodb";
import { isRefusal, MongoFailure, openingFailure } from "../src/mongo-failure.ts";

const server = (code: number) => new MongoServerError({ message: `server says ${code}`, code });

test("an opening fails for good where only a person can help, else it is weather", () => {
  for (const code of [13, 18, 8_000])
    expect(openingFailure("opening", server(code))).toBeInstanceOf(PermissionError);
  const drift = new ConfigError([]);
  expect(openingFailure("opening", drift)).toBe(drift);
  for (const weather of [
    server(91),
    server(10_107),
    server(2),
    new MongoNetworkError("refused"),
    new Error("late"),
  ]) {
    const failure = openingFailure("opening", weather);
    expect(failure).toBeInstanceOf(MongoFailure);
    expect(failure).not.toBeInstanceOf(ConfigError);
  }
});

test("a server that cannot now, or not for us, has not said that it never does", () => {
  expect([238, 72, 115, 2].map((code) => isRefusal(server(code)))).toEqual([true, true, true, true]);
  expect([91, 189, 50, 13, 18].some((code) => isRefusal(server(code)))).toBe(false);
  expect(isRefusal(new MongoNetworkError("cut"))).toBe(false);
});

test("what is told of an error is bounded, for the driver's texts may quote documents", () => {
  const { message } = new MongoFailure("writing", new Error("x".repeat(100_000)));
  expect(message.length).toBeLessThan(400);
});
