import { bySeverity, type Totals, weekHours } from "../../../page/accidents/totals.ts";

const hoursOf = (severity: number) => Array.from({ length: 168 }, (_, hour) => (hour === 31 ? severity : 0));
const totals: Totals = {
  replay: "r",
  accidents: 26,
  states: [
    { state: "CA", severities: [1, 10, 2, 0] },
    { state: "OH", severities: [0, 8, 4, 1] },
  ],
  hours: [1, 2, 3, 4].map(hoursOf),
};

test("sums accidents by severity, of all states and of one", () => {
  expect(bySeverity(totals, undefined)).toEqual([1, 18, 6, 1]);
  expect(bySeverity(totals, "OH")).toEqual([0, 8, 4, 1]);
  expect(bySeverity(totals, "WY")).toEqual([0, 0, 0, 0]);
});

test("the hours of the week add up the severities chosen", () => {
  expect(weekHours(totals, [1, 2, 3, 4])[31]).toBe(10);
  expect(weekHours(totals, [3, 4])[31]).toBe(7);
  expect(weekHours(totals, [3, 4])).toHaveLength(168);
  expect(weekHours(totals, [2])[30]).toBe(0);
});
