import { takeFrame } from "../../../../page/flights/counts/count-frame.ts";
import { CountTable } from "../../../../page/flights/counts/count-table.ts";
import { dayOf } from "../../../../page/shell/day.ts";

const columns = [
  "replay",
  "airline",
  "date",
  "flights",
  "cancelled",
  "diverted",
  "new",
  "arrivedLate",
  "arrived",
];
const frame = (...rows: unknown[][]) => JSON.stringify({ clock: 1, columns, rows });
const day = dayOf("2015-02-28") as number;

test("a reset is the whole, a delta what changed, a removal what is taken back", () => {
  const table = new CountTable();
  expect(
    takeFrame(
      table,
      "r",
      "reset",
      frame(["r", "AA", "2015-02-28", 5, 1, 1, "?", 2, 3], ["r", "DL", "2015-02-28", 7, 0, 0, "?", 0, 7]),
    ),
  ).toBe(2);
  expect(takeFrame(table, "r", "delta", frame(["r", "AA", "2015-02-28", 6, 1, 1, "?", 2, 4]))).toBe(1);
  expect(table.sum("AA", day, day)).toEqual({
    flights: 6,
    cancelled: 1,
    diverted: 1,
    arrivedLate: 2,
    arrived: 4,
  });
  expect(takeFrame(table, "r", "remove", JSON.stringify({ clock: 1, keys: ["DL|2015-02-28|r"] }))).toBe(1);
  expect(table.flights).toBe(6);
  expect(takeFrame(table, "r", "reset", frame())).toBe(0);
  expect(table.flights).toBe(0);
});

test("what is taken back of another replay, as a reader hears that comes back, is not taken from this one", () => {
  const table = new CountTable();
  takeFrame(table, "r", "reset", frame(["r", "AA", "2015-02-28", 5, 1, 1, "?", 2, 3]));
  expect(takeFrame(table, "r", "remove", JSON.stringify({ clock: 1, keys: ["AA|2015-02-28|later"] }))).toBe(
    0,
  );
  expect(table.flights).toBe(5);
});

test("an event that is not known here changes nothing", () => {
  const table = new CountTable();
  expect(takeFrame(table, "r", "reconnect", '{"clock":1}')).toBeUndefined();
});

test("what the contract does not say is told in words", () => {
  const table = new CountTable();
  const lacking = JSON.stringify({ clock: 1, columns: ["airline", "date", "flights"], rows: [] });
  expect(() => takeFrame(table, "r", "delta", lacking)).toThrow(
    "lack cancelled, diverted, arrivedLate, arrived",
  );
  expect(() => takeFrame(table, "r", "delta", frame(["r", "AA", 16_494, 5, 1, 1, "?", 2, 3]))).toThrow(
    "date is 16494",
  );
});
