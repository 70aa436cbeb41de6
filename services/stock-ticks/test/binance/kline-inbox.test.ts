import type { Kline } from "../../src/binance/kline.ts";
import { KlineInbox } from "../../src/binance/kline-inbox.ts";

const { signal } = new AbortController();
const event = (openTime: number, tradeCount: number, isClosed = false) => {
  return { kind: "kline", kline: { openTime, tradeCount, isClosed } as Kline } as const;
};

test("of the states of one bar only the newest waits, and its closed one is not given up", async () => {
  const inbox = new KlineInbox();
  for (let trades = 1; trades <= 1000; trades++) inbox.put(event(1, trades));
  inbox.put(event(1, 1001, true));
  inbox.put(event(1, 7));
  inbox.put(event(2, 1));
  expect(await inbox.next(0, signal)).toEqual(event(1, 1001, true));
  expect(await inbox.next(0, signal)).toEqual(event(2, 1));
  expect(await inbox.next(1, signal)).toBeUndefined();
});

test("a frame that comes too late does not take the place of a newer one", async () => {
  const inbox = new KlineInbox();
  inbox.put(event(1, 9));
  inbox.put(event(1, 8));
  inbox.put(event(1, 9));
  expect(await inbox.next(0, signal)).toEqual(event(1, 9));
  expect(await inbox.next(1, signal)).toBeUndefined();
});

test("who waits is woken by what comes, and by the end", async () => {
  const inbox = new KlineInbox();
  const stop = new AbortController();
  const next = inbox.next(60_000, stop.signal);
  inbox.put({ kind: "joined" });
  expect(await next).toEqual({ kind: "joined" });
  const last = inbox.next(60_000, stop.signal);
  stop.abort();
  expect(await last).toBeUndefined();
});
