export const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const days2015 = 365;

/** Month, 0 to 11, of each day of the year. */
export const monthOfDay = daysOfMonths.flatMap((days, month) => Array<number>(days).fill(month));
/** Day of the month, from 1, of each day of the year. */
export const dayOfMonth = daysOfMonths.flatMap((days) => Array.from({ length: days }, (_, day) => day + 1));
/** 0 Monday to 6 Sunday; 1 January 2015 was a Thursday. */
export const weekdayOfDay = Array.from({ length: days2015 }, (_, day) => (day + 3) % 7);
/** First day of the year of each month, and the year's end. */
export const firstDayOfMonth = [...daysOfMonths.map((_, month) => monthOfDay.indexOf(month)), days2015];
