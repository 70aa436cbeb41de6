import { InputError } from "@tributary/csv-replay";
import { dateOrderOf } from "../src/date-order.ts";

async function* rowsOf(times: readonly string[], seen: string[] = []) {
  for (const time of times) {
    seen.push(time);
    yield ["A-1", time];
  }
}
const found = (...times: string[]) => dateOrderOf(rowsOf(times), [1], "copy.csv");

test("a published time tells at once, whatever follows", async () => {
  const seen: string[] = [];
  const times = ["2016-02-08 00:37:08", "08/02/2016 00:37", "13/02/2016 00:37"];
  expect(await dateOrderOf(rowsOf(times, seen), [1], "copy.csv")).toEqual({
    order: "year",
    isByZeros: false,
  });
  expect(seen).toHaveLength(1);
  expect((await found("2016/2/8 0:37")).order).toBe("year");
});

test("the first day after the 12th tells how all are written, whatever zeros suggest", async () => {
  const seen: string[] = [];
  const times = ["08/02/2016 00:37", "02/08/2016 00:37", "02/13/2016 00:37", "14/02/2016 00:37"];
  expect(await dateOrderOf(rowsOf(times, seen), [1], "copy.csv")).toEqual({
    order: "month",
    isByZeros: false,
  });
  expect(seen).toHaveLength(3);
  expect(await found("", "2/8/2016 0:37", "13/2/2016 0:37")).toEqual({ order: "day", isByZeros: false });
  expect(await found("8-2-2016 0:37", "13-2-2016 0:37")).toEqual({ order: "day", isByZeros: false });
});

test.each([
  ["08/02/2016 00:37", "day"],
  ["8/02/2016 0:37", "day"],
  ["10/02/2016 00:37", "day"],
  ["2/8/2016 0:37", "month"],
  ["10/8/2016 0:37", "month"],
])("where no row has such a day, zeros tell: %s has the %s first", async (time, order) => {
  expect(await found(time, "10/11/2016 12:00")).toEqual({ order, isByZeros: true });
});

test("a file that could be read both ways is refused in words that say what to do", async () => {
  for (const times of [["10/11/2016 10:37"], ["08/02/2016 00:37", "2/8/2016 0:37"]]) {
    await expect(found(...times)).rejects.toThrow(InputError);
    await expect(found(...times)).rejects.toThrow(
      `copy.csv has times such as "${times[0]}", and no row tells whether day or month is first: none has a day after the 12th.`,
    );
  }
});

test("a file without any time is read as published, and its rows say what is wrong", async () => {
  expect(await found("", "soon", "37:08.0", "13/14/2016 00:00")).toEqual({ order: "year", isByZeros: false });
  expect(await found()).toEqual({ order: "year", isByZeros: false });
});
