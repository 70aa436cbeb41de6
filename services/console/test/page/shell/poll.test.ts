import { jest } from "@jest/globals";
import { Poll } from "../../../page/shell/poll.ts";

const options = { everyMs: 5_000, staleAfterMs: 20_000, timeoutMs: 12_000 };
let answers: (() => Promise<Response>)[];
let asked: { readonly address: string; readonly signal: AbortSignal }[];
const json =
  (body: unknown, status = 200) =>
  async () =>
    new Response(JSON.stringify(body), { status });
const polls: Poll<unknown>[] = [];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["queueMicrotask", "nextTick", "setImmediate"] });
  answers = [];
  asked = [];
  jest.spyOn(globalThis, "fetch").mockImplementation(async (address, init) => {
    asked.push({ address: String(address), signal: init?.signal as AbortSignal });
    const answer = answers.shift() ?? (() => new Promise<Response>(() => {}));
    return answer();
  });
});
afterEach(() => {
  for (const poll of polls.splice(0)) poll.close();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

function aPoll(address = () => "/thing") {
  const poll = new Poll<{ n: number }>(address, options);
  polls.push(poll);
  return poll;
}
/** Lets what has been answered be read. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test("asks at once, then again and again while open", async () => {
  answers = [json({ n: 1 }), json({ n: 2 })];
  const poll = aPoll();
  expect(poll.kind.value).toBe("loading");
  poll.open();
  poll.open();
  await settle();
  expect([poll.kind.value, poll.value.value]).toEqual(["live", { n: 1 }]);
  jest.advanceTimersByTime(4_999);
  expect(asked).toHaveLength(1);
  jest.advanceTimersByTime(1);
  await settle();
  expect(poll.value.value).toEqual({ n: 2 });
});

test("a hidden tab asks nothing, and what comes too late is dropped", async () => {
  const late = Promise.withResolvers<Response>();
  answers = [() => late.promise];
  const poll = aPoll();
  poll.open();
  poll.close();
  expect(asked[0]?.signal.aborted).toBe(true);
  late.resolve(new Response('{"n":1}'));
  await settle();
  jest.advanceTimersByTime(60_000);
  await settle();
  expect([asked.length, poll.value.value, poll.failure.value]).toEqual([1, undefined, undefined]);
});

test("says in the console's words why there is nothing, or keeps what it had", async () => {
  const refused = json({ statusCode: 503, message: "Kafka cannot be reached: x" }, 503);
  answers = [refused, json({ n: 1 }), refused, async () => Promise.reject(new TypeError("fetch failed"))];
  const poll = aPoll();
  poll.open();
  await settle();
  expect([poll.kind.value, poll.failure.value]).toEqual(["error", "Kafka cannot be reached: x"]);
  jest.advanceTimersByTime(5_000);
  await settle();
  expect([poll.kind.value, poll.failure.value]).toEqual(["live", undefined]);
  jest.advanceTimersByTime(5_000);
  await settle();
  expect([poll.kind.value, poll.value.value]).toEqual(["reconnecting", { n: 1 }]);
  jest.advanceTimersByTime(5_000);
  await settle();
  expect(poll.failure.value).toBe("the console cannot be reached");
});

test("an answer without words is told by its status", async () => {
  answers = [async () => new Response("<html>", { status: 502 })];
  const poll = aPoll();
  poll.open();
  await settle();
  expect(poll.failure.value).toBe("the console answered 502");
});

test("what is old while nothing fails is stale", async () => {
  answers = [json({ n: 1 })];
  const poll = aPoll();
  poll.open();
  await settle();
  jest.advanceTimersByTime(20_000);
  expect(poll.kind.value).toBe("live");
  jest.advanceTimersByTime(1_000);
  expect([poll.kind.value, poll.age]).toEqual(["stale", 21_000]);
});

test("after a restart nothing of the old address is shown, not even what was on its way", async () => {
  const late = Promise.withResolvers<Response>();
  answers = [json({ n: 1 }), () => late.promise, json({ n: 9 })];
  let address = "/old";
  const poll = aPoll(() => address);
  poll.open();
  await settle();
  poll.again();
  address = "/new";
  poll.restart();
  expect([poll.kind.value, poll.value.value]).toEqual(["loading", undefined]);
  late.resolve(new Response('{"n":2}'));
  await settle();
  expect([asked.map((one) => one.address), poll.value.value]).toEqual([["/old", "/old", "/new"], { n: 9 }]);
});
