import {
  type Day,
  dayOf,
  daysOfYear,
  lastWeekday,
  monday,
  nthWeekday,
  saturday,
  sunday,
  thursday,
  tuesday,
  wednesday,
  weekdayOf,
} from "./day.ts";
import { easterSunday } from "./easter-sunday.ts";
import type { TradingRules, TradingYear } from "./trading-year.ts";

/**
 * Weekdays out of the rule. Mourning for presidents: Nixon 1994, Reagan 2004, Ford 2007, G. H. W. Bush 2018, Carter
 * 2025; the attacks of September 2001; hurricane Sandy 2012. Source: "NYSE special closings since 1885"
 * (nyse.com/publicdocs, closings.pdf) and NYSE's notices of the later ones.
 */
const closedOnce = [
  ["1994-04-27"],
  ["2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14"],
  ["2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"],
].flat();

/** The Fridays after Christmas of 1997 and 2003, and the eve of the year 2000. Source: as above. */
const closedEarlyOnce = ["1997-12-26", "1999-12-31", "2003-12-26"];

/**
 * NYSE and Nasdaq: 09:30 to 16:00 New York time, early closes at 13:00. Source: NYSE rules 7.1 and 7.2, and "Holidays
 * & Trading Hours" (nyse.com/trade/hours-calendars), which lists each year to come. Known from 1993, when early closes
 * became those of 13:00.
 */
export const newYorkRules: TradingRules = {
  zone: "America/New_York",
  opensAt: 9 * 60 + 30,
  closesAt: 16 * 60,
  earlyClosesAt: 13 * 60,
  knownFrom: 1993,
  year: tradingYear,
};

function tradingYear(year: number): TradingYear {
  const closed = [...holidays(year), ...daysOfYear(closedOnce, year)];
  return {
    closed: new Set(closed),
    // Christmas Eve may be the holiday itself, on a Friday before a Saturday's Christmas.
    earlyCloses: new Set(earlyCloses(year).filter((day) => !closed.includes(day))),
  };
}

/**
 * Rule 7.2: a holiday on a Sunday is kept on the Monday, one on a Saturday on the Friday, "unless unusual business
 * conditions exist, such as the ending of a monthly or yearly accounting period", which New Year's Day always meets.
 * Martin Luther King's since 1998, Juneteenth since 2022.
 */
function holidays(year: number): Day[] {
  const newYear = dayOf(year, 1, 1);
  return [
    weekdayOf(newYear) === sunday ? newYear + 1 : newYear,
    ...(year >= 1998 ? [nthWeekday(year, 1, 3, monday)] : []),
    nthWeekday(year, 2, 3, monday), // Washington's Birthday
    easterSunday(year) - 2,
    lastWeekday(year, 5, monday), // Memorial Day
    ...(year >= 2022 ? [observed(dayOf(year, 6, 19))] : []),
    observed(dayOf(year, 7, 4)),
    nthWeekday(year, 9, 1, monday), // Labor Day
    nthWeekday(year, 11, 4, thursday), // Thanksgiving
    observed(dayOf(year, 12, 25)),
  ];
}

function observed(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday === saturday ? day - 1 : weekday === sunday ? day + 1 : day;
}

/**
 * 13:00 on the Friday after Thanksgiving, on Christmas Eve from Monday to Thursday, and around Independence Day since
 * 1995: on 3 July if that is a Monday, Tuesday or Thursday; with the 4th on a Thursday on the Friday after it until
 * 2012, and on the Wednesday before it since 2013. Source: NYSE's list of each year.
 */
function earlyCloses(year: number): Day[] {
  const days = [nthWeekday(year, 11, 4, thursday) + 1, ...daysOfYear(closedEarlyOnce, year)];
  const eve = dayOf(year, 12, 24);
  if (isOneOf(eve, [monday, tuesday, wednesday, thursday])) days.push(eve);
  const third = dayOf(year, 7, 3);
  if (year >= 1995 && isOneOf(third, [monday, tuesday, thursday])) days.push(third);
  if (year >= 1995 && weekdayOf(third) === wednesday) days.push(year >= 2013 ? third : third + 2);
  return days;
}

function isOneOf(day: Day, weekdays: readonly number[]): boolean {
  return weekdays.includes(weekdayOf(day));
}
