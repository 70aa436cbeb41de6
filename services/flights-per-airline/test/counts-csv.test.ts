import { text } from "node:stream/consumers";
import type { AirlineDayCount } from "@tributary/contracts";
import type { ViewEntry } from "@tributary/runtime";
import { countsCsv, csvFileName } from "../src/counts-csv.ts";
import { dayOf } from "./a-flight.ts";

function entry(replay: string, flightCount: number): ViewEntry<AirlineDayCount> {
  const value = {
    replay,
    airline: "AA",
    scheduledDate: dayOf("2015-02-28"),
    flightCount,
    cancelledCount: 1,
    divertedCount: 2,
    departedLateCount: 3,
    arrivedLateCount: 4,
    departedCount: 5,
    arrivedCount: 6,
    departureDelayTotalMinutes: -7,
    arrivalDelayTotalMinutes: 8,
  };
  const at = { eventTime: 0, partition: 0, offset: 0, appendedAt: 0, channels: [], enteredOffset: 0 };
  return { key: "key", value, ...at };
}

test("every count is a row, however many there are", async () => {
  const rows = (await text(countsCsv(Array.from({ length: 1_201 }, (_, index) => entry("r", index))))).split(
    "\r\n",
  );
  expect(rows).toHaveLength(1 + 1_201 + 1);
  expect(rows[1_201]).toBe("r,AA,2015-02-28,1200,1,2,3,4,5,6,-7,8");
  expect(rows.at(-1)).toBe("");
});

test("a name with commas and quotes is quoted, and cannot break out of the file's name", async () => {
  const name = 'mine, "the\nsecond"';
  expect(await text(countsCsv([entry(name, 9)]))).toContain(
    '\r\n"mine, ""the\nsecond""",AA,2015-02-28,9,1,2,3,4,5,6,-7,8\r\n',
  );
  expect(csvFileName(name)).toBe("flights-per-airline.mine___the_second_.csv");
});
