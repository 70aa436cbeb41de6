import { once } from "node:events";
import { together } from "../src/together.ts";

const untilStopped = (ended: string[], name: string) => async (signal: AbortSignal) => {
  await once(signal, "abort");
  ended.push(name);
};

test("it ends when all parts have ended", async () => {
  await expect(
    together(new AbortController().signal, [async () => {}, async () => {}]),
  ).resolves.toBeUndefined();
});

test("a stop reaches every part, and is no failure", async () => {
  const stop = new AbortController();
  const ended: string[] = [];
  const cutShort = async (signal: AbortSignal) => {
    await once(signal, "abort");
    throw signal.reason;
  };
  const all = together(stop.signal, [untilStopped(ended, "a"), cutShort]);
  stop.abort();
  await expect(all).resolves.toBeUndefined();
  expect(ended).toEqual(["a"]);
});

test("when a part fails the others are stopped and awaited; then it rejects with the first failure", async () => {
  const ended: string[] = [];
  const failing = async () => {
    throw new Error("no Read on the topic");
  };
  const all = together(new AbortController().signal, [untilStopped(ended, "a"), failing]);
  await expect(all).rejects.toThrow("no Read on the topic");
  expect(ended).toEqual(["a"]);
});

test("a failure while stopping is told", async () => {
  const stop = new AbortController();
  const failing = async (signal: AbortSignal) => {
    await once(signal, "abort");
    throw new Error("not committed");
  };
  const all = together(stop.signal, [failing]);
  stop.abort();
  await expect(all).rejects.toThrow("not committed");
});
