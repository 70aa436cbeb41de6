import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { exchange } from "../src/index.ts";
import { newYorkClosed, newYorkEarly } from "./published-days.ts";
import { daysBetween, unusualDays } from "./trading-days.ts";

const newYork = exchange("XNYS");
const at = (text: string): number => Date.parse(text);
const session = (day: string) => newYork.sessionOf(at(`${day}T17:00:00Z`));

test.each(Object.keys(newYorkClosed).map(Number))(
  "New York is closed, and closes early, as NYSE announced for %i",
  (year) => {
    expect(unusualDays(newYork, year, 6.5)).toEqual({
      closed: newYorkClosed[year],
      early: newYorkEarly[year],
    });
  },
);

test("from 2000 to 2020 the S&P 500 has a price of every session, and of no other day", () => {
  const days = pricedDays();
  const differing = daysBetween("2000-01-03", "2020-04-17")
    .filter(({ text, noon }) => days.has(text) !== (newYork.sessionOf(noon) !== undefined))
    .map(({ text }) => text);
  expect(days.size).toBe(5105);
  expect(differing).toEqual([]);
});

test("New York was closed for mourning, after the attacks and in the hurricane", () => {
  const once = [
    ...["1994-04-27", "2001-09-11", "2001-09-14", "2004-06-11", "2007-01-02"],
    ...["2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"],
  ];
  expect(once.map(session)).toEqual(once.map(() => undefined));
  expect(session("2001-09-17")).toBeDefined();
  expect(session("2012-10-31")).toBeDefined();
});

test("a holiday on a Saturday is kept on the Friday, but New Year's Day never in the old year", () => {
  expect(session("2015-07-03")).toBeUndefined();
  expect(session("2021-12-24")).toBeUndefined();
  expect(session("2027-06-18")).toBeUndefined();
  expect(session("2010-12-31")).toBeDefined();
  expect(session("2021-12-31")).toBeDefined();
  expect(session("2021-06-18")).toBeDefined(); // Juneteenth is kept since 2022
  expect(session("1997-01-20")).toBeDefined(); // Martin Luther King's birthday since 1998
});

test("the day by Independence Day that closes early is the Friday after it until 2012 and the Wednesday before it since", () => {
  const closes = (day: string) => new Date(session(day)?.closesAt ?? 0).toISOString().slice(11, 16);
  expect(closes("2002-07-05")).toBe("17:00");
  expect(closes("2002-07-03")).toBe("20:00");
  expect(closes("2013-07-03")).toBe("17:00");
  expect(closes("2013-07-05")).toBe("20:00");
  expect(closes("2003-12-26")).toBe("18:00");
  expect(closes("2008-12-26")).toBe("21:00");
});

test("the session keeps to New York's clock on both sides of the nights on which it is changed", () => {
  const hours = (day: string) => {
    const one = session(day);
    return [one?.opensAt, one?.closesAt].map((ms) => new Date(ms ?? 0).toISOString().slice(0, 16));
  };
  expect(hours("2026-03-06")).toEqual(["2026-03-06T14:30", "2026-03-06T21:00"]);
  expect(hours("2026-03-09")).toEqual(["2026-03-09T13:30", "2026-03-09T20:00"]);
  expect(hours("2026-10-30")).toEqual(["2026-10-30T13:30", "2026-10-30T20:00"]);
  expect(hours("2026-11-02")).toEqual(["2026-11-02T14:30", "2026-11-02T21:00"]);
  expect(hours("2006-04-03")).toEqual(["2006-04-03T13:30", "2006-04-03T20:00"]); // in April until 2006
});

test("it is open from the opening on and not at the closing any more, and the session of a day is told at any hour of it", () => {
  expect(newYork.isOpen(at("2026-11-20T14:29:59.999Z"))).toBe(false);
  expect(newYork.isOpen(at("2026-11-20T14:30:00Z"))).toBe(true);
  expect(newYork.isOpen(at("2026-11-20T20:59:59.999Z"))).toBe(true);
  expect(newYork.isOpen(at("2026-11-20T21:00:00Z"))).toBe(false);
  expect(newYork.isOpen(at("2026-11-27T18:00:00Z"))).toBe(false); // closed early
  expect(newYork.sessionOf(at("2026-11-21T04:59:59Z"))?.day).toBe("2026-11-20");
  expect(newYork.sessionOf(at("2026-11-21T05:00:00Z"))).toBeUndefined();
});

test("trade goes on with the next opening, beyond nights, weekends and holidays, or at once", () => {
  const next = (text: string) => new Date(newYork.nextOpen(at(text))).toISOString();
  expect(next("2026-11-20T15:00:00.123Z")).toBe("2026-11-20T15:00:00.123Z");
  expect(next("2026-11-20T12:00:00Z")).toBe("2026-11-20T14:30:00.000Z");
  expect(next("2026-11-20T21:00:00Z")).toBe("2026-11-23T14:30:00.000Z");
  expect(next("2026-11-25T22:00:00Z")).toBe("2026-11-27T14:30:00.000Z"); // Thanksgiving between
  expect(next("2001-09-10T21:00:00Z")).toBe("2001-09-17T13:30:00.000Z");
});

function pricedDays(): Set<string> {
  const entry = createRequire(import.meta.url).resolve("vega-datasets");
  const [, ...rows] = readFileSync(join(dirname(entry), "../data/sp500-2000.csv"), "utf8")
    .trim()
    .split("\n");
  return new Set(rows.map((row) => row.slice(0, 10)));
}
