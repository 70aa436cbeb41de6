import fc from "fast-check";
import { CountTable } from "../../../../page/flights/counts/count-table.ts";

const first = 16_436;

test("sums an airline's days, both ends included, zero where nothing was counted", () => {
  const table = new CountTable();
  table.take("AA", first, [10, 1, 2, 3, 7]);
  table.take("AA", first + 2, [20, 0, 0, 4, 20]);
  table.take("WN", first + 2, [99, 0, 0, 0, 99]);
  expect(table.sum("AA", first, first + 2)).toEqual({
    flights: 30,
    cancelled: 1,
    diverted: 2,
    arrivedLate: 7,
    arrived: 27,
  });
  expect(table.sum("AA", first + 1, first + 1).flights).toBe(0);
  expect(table.sum("US", first, first + 2).flights).toBe(0);
  expect(table.sum("AA", first - 5_000, first + 5_000).flights).toBe(30);
  expect([table.first, table.last, table.flights]).toEqual([first, first + 2, 129]);
});

test("a row taken again replaces the one before", () => {
  const table = new CountTable();
  table.take("AA", first, [10, 1, 2, 3, 7]);
  table.take("AA", first, [11, 0, 0, 0, 11]);
  expect(table.sum("AA", first, first)).toMatchObject({ flights: 11, cancelled: 0 });
});

test("days may come in any order and from any year: nothing is lost as the table grows", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("AA", "WN", "US"), fc.integer({ min: -9_000, max: 9_000 })), {
        minLength: 1,
        maxLength: 60,
      }),
      (rows) => {
        const table = new CountTable();
        const truth = new Map<string, number>();
        for (const [index, [airline, offset]] of rows.entries()) {
          table.take(airline, first + offset, [index + 1, 0, 0, 0, index + 1]);
          truth.set(`${airline} ${first + offset}`, index + 1);
        }
        const days = rows.map(([, offset]) => first + offset);
        expect([table.first, table.last]).toEqual([Math.min(...days), Math.max(...days)]);
        for (const [key, flights] of truth) {
          const [airline = "", day = ""] = key.split(" ");
          expect(table.sum(airline, Number(day), Number(day)).flights).toBe(flights);
        }
        expect(table.flights).toBe([...truth.values()].reduce((sum, value) => sum + value, 0));
      },
    ),
  );
});

test("one day in seven", () => {
  const table = new CountTable();
  for (let day = 0; day < 28; day++) table.take("AA", first + day, [day, 0, 0, 0, day]);
  expect(table.sum("AA", first + 3, first + 27, 7).flights).toBe(3 + 10 + 17 + 24);
  expect(table.sum("AA", first - 700, first + 27, 7).flights).toBe(0 + 7 + 14 + 21);
});

test("what is taken back is gone, at the ends too", () => {
  const table = new CountTable();
  table.take("AA", first, [1, 0, 0, 0, 1]);
  table.take("AA", first + 1, [2, 0, 0, 0, 2]);
  table.drop("AA", first);
  table.drop("XX", first + 9);
  expect([table.first, table.last, table.flights]).toEqual([first + 1, first + 1, 2]);
  table.drop("AA", first + 1);
  expect([table.first, table.last]).toEqual([undefined, undefined]);
});

test("a date a century away is refused, not given room for", () => {
  const table = new CountTable();
  table.take("AA", first, [1, 0, 0, 0, 1]);
  expect(() => table.take("AA", first + 1e6, [1, 0, 0, 0, 1])).toThrow(RangeError);
  expect(table.flights).toBe(1);
});
