import { differences } from "./counts-truth.ts";

const header =
  "airline,date,flights,cancelled,diverted,departedLate,arrivedLate,departed,arrived,departureDelayMinutes,arrivalDelayMinutes\n";
const truth = new Map([
  ["AA 2015-01-01", "3 1 0 1 1 2 2 40 -5"],
  ["DL 2015-01-01", "1 0 0 0 0 1 1 0 0"],
]);

test("counts that are the truth, in whatever order and with columns beside, differ in nothing", () => {
  const csv = `x,${header}7,DL,2015-01-01,1,0,0,0,0,1,1,0,0\r\n7,AA,2015-01-01,3,1,0,1,1,2,2,40,-5\r\n`;
  expect(differences(truth, csv)).toEqual([]);
});

test("a wrong sum, a count that is missing and one that should not be are told", () => {
  const csv = `${header}AA,2015-01-01,3,1,0,1,1,2,2,40,-6\nUA,2015-01-01,1,0,0,0,0,1,1,0,0\n`;
  expect(differences(truth, csv)).toEqual([
    "AA 2015-01-01: 3 1 0 1 1 2 2 40 -6 instead of 3 1 0 1 1 2 2 40 -5",
    "DL 2015-01-01: nothing instead of 1 0 0 0 0 1 1 0 0",
    "UA 2015-01-01: 1 0 0 0 0 1 1 0 0 instead of nothing",
  ]);
});

test("a count that is there twice is no count", () => {
  const line = "AA,2015-01-01,3,1,0,1,1,2,2,40,-5\n";
  expect(() => differences(truth, header + line + line)).toThrow("AA 2015-01-01 is there twice");
});
