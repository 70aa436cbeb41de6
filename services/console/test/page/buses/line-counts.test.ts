import { searchLines } from "../../../page/buses/line-counts.ts";

const counts = [
  { line: "1", vehicles: 0 },
  { line: "11", vehicles: 20 },
  { line: "24", vehicles: 9 },
  { line: "111", vehicles: 3 },
  { line: "N11", vehicles: 0 },
];
const found = (typed: string) => searchLines(counts, typed).map(({ line }) => line);

test("offers the lines that have buses while nothing is typed", () => {
  expect(found("")).toEqual(["11", "24", "111"]);
});

test("finds by the beginning, the very line first, then those with buses", () => {
  expect(found("1")).toEqual(["1", "11", "111"]);
  expect(found("11")).toEqual(["11", "111"]);
  expect(found(" n1 ")).toEqual(["N11"]);
  expect(found("9")).toEqual([]);
});
