import { resumption } from "../../src/group/out-of-range.ts";

test("below the log's start it goes on there, and tells how many records are gone", () => {
  expect(resumption(10, { start: 25, end: 90 })).toEqual({
    offset: 25,
    missedRecords: 15,
    isTruncated: false,
  });
});

test("above the log's end it goes on at the end, for what was read there is lost to all", () => {
  expect(resumption(100, { start: 25, end: 90 })).toEqual({
    offset: 90,
    missedRecords: 0,
    isTruncated: true,
  });
});

test("a position that the log holds by now stays", () => {
  for (const position of [25, 60, 90]) expect(resumption(position, { start: 25, end: 90 })).toBeUndefined();
});
