import {
  type Day,
  dayOf,
  daysOfYear,
  isWeekend,
  lastWeekday,
  monday,
  nthWeekday,
  saturday,
  weekdayOf,
} from "./day.ts";
import { easterSunday } from "./easter-sunday.ts";
import type { TradingRules, TradingYear } from "./trading-year.ts";

/** VE Day's 50th and 75th anniversaries took the place of the early May holiday. Source: royal proclamations. */
const insteadOfEarlyMay = ["1995-05-08", "2020-05-08"];

/** The Queen's jubilees, each with the spring holiday that was moved beside it. Source: royal proclamations. */
const insteadOfSpring = ["2002-06-03", "2002-06-04", "2012-06-04", "2012-06-05", "2022-06-02", "2022-06-03"];

/** The millennium's eve, a wedding, a funeral, a coronation. Source: royal proclamations; gov.uk/bank-holidays. */
const closedOnce = ["1999-12-31", "2011-04-29", "2022-09-19", "2023-05-08"];

/**
 * London Stock Exchange: 08:00 to 16:30 London time, its closing auction (to 16:35) left out; half days end at 12:30.
 * Closed on England's bank holidays. Source: "Business days" (londonstockexchange.com/equities-trading/business-days)
 * and gov.uk/bank-holidays, which names the years to come. Known from 2000: these hours began in September 1999.
 */
export const londonRules: TradingRules = {
  zone: "Europe/London",
  opensAt: 8 * 60,
  closesAt: 16 * 60 + 30,
  earlyClosesAt: 12 * 60 + 30,
  knownFrom: 2000,
  year: tradingYear,
};

function tradingYear(year: number): TradingYear {
  const closed = new Set([...bankHolidays(year), ...daysOfYear(closedOnce, year)]);
  const eves = [dayOf(year, 12, 24), dayOf(year, 12, 31)].map(fridayIfWeekend);
  return { closed, earlyCloses: new Set(eves.filter((day) => !closed.has(day))) };
}

/**
 * Banking and Financial Dealings Act 1971, schedule 1, with New Year's Day (since 1974) and early May (since 1978) by
 * proclamation. A holiday on a weekend is kept on the next weekday that is none.
 */
function bankHolidays(year: number): Day[] {
  const [newYear, christmas] = [dayOf(year, 1, 1), dayOf(year, 12, 25)];
  const easter = easterSunday(year);
  return [
    weekdayOf(newYear) === saturday ? newYear + 2 : isWeekend(newYear) ? newYear + 1 : newYear,
    easter - 2,
    easter + 1,
    ...moved(nthWeekday(year, 5, 1, monday), insteadOfEarlyMay, year),
    ...moved(lastWeekday(year, 5, monday), insteadOfSpring, year),
    lastWeekday(year, 8, monday),
    ...[christmas, christmas + 1],
    // The substitutes of Christmas Day and Boxing Day.
    ...(isWeekend(christmas) ? [christmas + 2] : []),
    ...(isWeekend(christmas + 1) ? [christmas + 3] : []),
  ];
}

function moved(usual: Day, instead: readonly string[], year: number): Day[] {
  const days = daysOfYear(instead, year);
  return days.length === 0 ? [usual] : days;
}

/** Half days are the last weekdays up to the eves of Christmas and New Year. */
function fridayIfWeekend(day: Day): Day {
  return isWeekend(day) ? day - (weekdayOf(day) === saturday ? 1 : 2) : day;
}
