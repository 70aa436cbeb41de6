import { flight } from "@tributary/contracts";
import { flightOf } from "../src/flight-row.ts";
import { flightsDataset } from "../src/flights-dataset.ts";

const dayMs = 86_400_000;
const thursday = flightOf(
  "2015,1,1,4,AS,98,N407AS,ANC,SEA,0005,2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,".split(
    ",",
  ),
  { replay: "r", lineNumber: 2 },
);
const shifted = (days: number) => flightsDataset.shift(thursday, days * dayMs);

test.each([
  [1, 5],
  [3, 7],
  [4, 1],
  [7, 4],
  [-1, 3],
  [-4, 7],
  [-7, 4],
  [4_343, 7],
])("%i days later its weekday is %i", (days, isoWeekday) => {
  expect(shifted(days)).toEqual({ ...thursday, scheduledDate: thursday.scheduledDate + days, isoWeekday });
});

test("its event time is so much later, its times of the day are the same", () => {
  expect(flight.eventTime(shifted(4_343)) - flight.eventTime(thursday)).toBe(4_343 * dayMs);
  expect(shifted(4_343).arrivalLocalMinutes).toBe(248);
});

test("not shifted, it is itself", () => {
  expect(shifted(0)).toBe(thursday);
});

test("shifts are of whole days", () => {
  expect(flightsDataset.shiftStepMs).toBe(dayMs);
});
