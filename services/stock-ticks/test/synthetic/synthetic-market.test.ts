import { exchange } from "@tributary/exchange-hours";
import { listingOf } from "../../src/synthetic/listing.ts";
import { type MarketOptions, SyntheticMarket } from "../../src/synthetic/synthetic-market.ts";

const calm: MarketOptions = { hours: "24-7", haltEveryMinutes: 0, splitEveryMinutes: 0, lateShare: 0 };
const first = Date.parse("2026-09-23T14:00Z") / 60_000;
const midnight = Date.parse("2026-09-23T00:00Z") / 60_000;
const end = (minute: number) => (minute + 1) * 60_000;

function market(over: Partial<MarketOptions> = {}, symbol = "ALDER.SYN") {
  const listing = listingOf(symbol, 1);
  if (listing === undefined) throw new Error("no listing");
  return new SyntheticMarket(listing, { ...calm, ...over });
}
/** Bars of minutes whose all is known, in the shares of the last. */
const bars = (of: SyntheticMarket, minutes: number, from = first) =>
  Array.from({ length: minutes }, (_, index) =>
    of.barAt(from + index, Number.POSITIVE_INFINITY, from + minutes),
  );

test("bars are possible, in whole cents, and the same whenever they are asked for", () => {
  const all = bars(market(), 300);
  for (const bar of all) {
    if (bar === undefined) continue;
    const { open, high, low, close, volume } = bar;
    expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
    expect(low).toBeLessThanOrEqual(Math.min(open, close));
    for (const price of [open, high, low, close]) expect(price).toBe(Math.round(price * 100) / 100);
    expect(volume).toBeGreaterThan(0);
  }
  expect(bars(market(), 300)).toEqual(all);
});

test("a forming bar grows by several ticks a second, and never forgets a price", () => {
  const one = market();
  let [volume, ticks] = [0, 0];
  for (let ms = 0; ms <= 60_000; ms += 100) {
    const bar = one.barAt(first, first * 60_000 + ms, first);
    if (bar === undefined || bar.volume === volume) continue;
    ticks++;
    volume = bar.volume ?? 0;
    expect(bar.reportedAt).toBeLessThanOrEqual(first * 60_000 + ms);
  }
  expect(ticks).toBeGreaterThan(150);
  expect(one.barAt(first, end(first), first)).toEqual(bars(one, 1)[0]);
});

test("each bar goes on about where the one before ended, but for a jump a day and minutes without a trade", () => {
  const all = bars(market(), 1440, midnight);
  const traded = all.filter((bar) => bar !== undefined);
  const gaps = traded.slice(1).map((bar, index) => Math.abs(bar.open / (traded[index]?.close ?? 0) - 1));
  expect(gaps.filter((gap) => gap > 0.004).length).toBeLessThanOrEqual(1);
  expect(all.length - traded.length).toBeGreaterThan(0);
  expect(all.length - traded.length).toBeLessThan(20);
});

test("a halted symbol has no bar from the first to the last minute of its halt, and a halt a stretch", () => {
  const one = market({ haltEveryMinutes: 120 });
  let halted = 0;
  const halts = new Set<number>();
  for (let minute = first; minute < first + 1200; minute++) {
    const halt = one.haltAt(minute);
    if (halt === undefined) continue;
    halted++;
    halts.add(halt.from);
    expect(halt.from <= minute && minute < halt.to).toBe(true);
    expect(one.barAt(minute, Number.POSITIVE_INFINITY, minute)).toBeUndefined();
  }
  expect(halts.size).toBeGreaterThanOrEqual(10);
  expect(halted / halts.size).toBeGreaterThanOrEqual(3);
  expect(halted / halts.size).toBeLessThanOrEqual(8);
});

test("a split restates what was before it by its ratio, exactly, and volumes the other way", () => {
  const one = market({ splitEveryMinutes: 600 });
  let at = first;
  while (one.sharesAt(at) === one.sharesAt(at - 1)) at++;
  const ratio = one.sharesAt(at) / one.sharesAt(at - 1);
  expect([2, 0.5]).toContain(ratio);
  const [before, after] = [at - 5, at].map((seenFrom) =>
    one.barAt(at - 5, Number.POSITIVE_INFINITY, seenFrom),
  );
  expect(after?.close).toBe((before?.close ?? 0) / ratio);
  expect(after?.high).toBe((before?.high ?? 0) / ratio);
  expect(after?.volume).toBe(Math.round((before?.volume ?? 0) * ratio));
});

test("splits keep the price in a range, up and down", () => {
  const one = market({ splitEveryMinutes: 7 * 1440 });
  const ratios: number[] = [];
  for (let minute = first; minute < first + 90 * 1440; minute += 1440) {
    ratios.push(one.sharesAt(minute + 1440) / one.sharesAt(minute));
    const { close = 0 } = one.barAt(minute, Number.POSITIVE_INFINITY, minute) ?? {};
    if (close === 0) continue;
    const begun = listingOf("ALDER.SYN", 1)?.price ?? 0;
    expect(close / begun).toBeGreaterThan(0.2);
    expect(close / begun).toBeLessThan(5);
  }
  expect(ratios).toEqual(expect.arrayContaining([2, 0.5]));
});

test("a late trade is in its bar only once it is reported, after the minute's end", () => {
  const one = market({ lateShare: 1 });
  const late = one.lateAt(first) ?? 0;
  expect(late).toBeGreaterThanOrEqual(end(first) + 20_000);
  expect(late).toBeLessThanOrEqual(end(first) + 150_000);
  const [atEnd, corrected] = [late - 1, late].map((now) => one.barAt(first, now, first));
  expect(corrected?.volume).toBeGreaterThan(atEnd?.volume ?? 0);
  expect(corrected).toMatchObject({ open: atEnd?.open, reportedAt: late });
  expect(corrected).toEqual(bars(one, 1)[0]);
});

test("with New York's hours nothing is traded before or after them", () => {
  const one = market({ hours: "SYNTH" });
  const hours = exchange("SYNTH");
  const day = Date.parse("2026-09-23T04:00Z") / 60_000;
  const traded = bars(one, 1440, day).flatMap((bar) => (bar === undefined ? [] : [bar.openTime]));
  expect(traded.every((openTime) => hours.isOpen(openTime))).toBe(true);
  expect(traded.length).toBeGreaterThan(380);
  expect(traded.length).toBeLessThanOrEqual(390);
});
