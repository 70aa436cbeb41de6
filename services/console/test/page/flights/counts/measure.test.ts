import { isAdditive, measured, onTimePercent, unitOf } from "../../../../page/flights/counts/measure.ts";

/** 2015 as published: 79.92 % of the scheduled flights were on time, 81.39 % of those completed. */
const year = {
  flights: 5_819_079,
  cancelled: 89_884,
  diverted: 15_187,
  arrivedLate: 1_063_439,
  arrived: 5_714_008,
};

test("the share on time is the one the Department of Transportation published for 2015", () => {
  expect(onTimePercent(year, "scheduled")?.toFixed(2)).toBe("79.92");
  expect(onTimePercent(year, "completed")?.toFixed(2)).toBe("81.39");
});

test("there is no share of nothing, and nothing is not 0 %", () => {
  const none = { flights: 0, cancelled: 0, diverted: 0, arrivedLate: 0, arrived: 0 };
  expect(onTimePercent(none, "scheduled")).toBeNull();
  const allCancelled = { ...none, flights: 3, cancelled: 3 };
  expect(onTimePercent(allCancelled, "completed")).toBeNull();
  expect(onTimePercent(allCancelled, "scheduled")).toBe(0);
});

test("each measure is its own number, and a share names its denominator", () => {
  const told = (["flights", "cancelled", "diverted", "late"] as const).map((one) =>
    measured(one, year, "scheduled"),
  );
  expect(told).toEqual([5_819_079, 89_884, 15_187, 1_063_439]);
  expect(unitOf("on-time", "completed")).toContain("of completed flights");
  expect([isAdditive("late"), isAdditive("on-time")]).toEqual([true, false]);
});
