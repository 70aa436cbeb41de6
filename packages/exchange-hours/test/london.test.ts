import { exchange } from "../src/index.ts";
import { londonClosed, londonEarly } from "./published-days.ts";
import { unusualDays } from "./trading-days.ts";

const london = exchange("XLON");
const session = (day: string) => london.sessionOf(Date.parse(`${day}T12:00:00Z`));

test.each(Object.keys(londonClosed).map(Number))(
  "London is closed, and closes early, as announced for %i",
  (year) => {
    expect(unusualDays(london, year, 8.5)).toEqual({ closed: londonClosed[year], early: londonEarly[year] });
  },
);

test("London's holidays were moved for jubilees and VE Day, and added for a wedding", () => {
  const closed = ["2002-06-03", "2002-06-04", "2011-04-29", "2012-06-04", "2012-06-05"];
  expect(closed.map(session)).toEqual(closed.map(() => undefined));
  expect(["2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"].map((day) => session(day)?.day)).toEqual([
    ...["2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"],
  ]);
});

test("the session keeps to London's clock, whose nights of change are not New York's", () => {
  const hours = (day: string) => {
    const one = session(day);
    return [one?.opensAt, one?.closesAt].map((ms) => new Date(ms ?? 0).toISOString().slice(11, 16));
  };
  expect(hours("2026-03-27")).toEqual(["08:00", "16:30"]);
  expect(hours("2026-03-30")).toEqual(["07:00", "15:30"]);
  expect(hours("2026-10-23")).toEqual(["07:00", "15:30"]);
  expect(hours("2026-10-26")).toEqual(["08:00", "16:30"]);
  expect(hours("2026-12-24")).toEqual(["08:00", "12:30"]);
});
