import { publishedTime } from "../src/written-time.ts";

test.each([
  ["2016-02-08 00:37:08", "year", "2016-02-08 00:37:08"],
  ["2016-02-08 00:37:08", "month", "2016-02-08 00:37:08"],
  ["08/02/2016 00:37", "day", "2016-02-08 00:37"],
  ["08/02/2016 00:37", "month", "2016-08-02 00:37"],
  ["08-02-2016 00:37", "day", "2016-02-08 00:37"],
  ["8.2.2016 0:37", "day", "2016-02-08 00:37"],
  ["2/8/2016 0:37", "month", "2016-02-08 00:37"],
  ["2/8/2016 0:37:08", "month", "2016-02-08 00:37:08"],
  ["2/8/2016 12:37:08 AM", "month", "2016-02-08 00:37:08"],
  ["2/8/2016 12:37 pm", "month", "2016-02-08 12:37"],
  ["2/8/2016 11:37PM", "month", "2016-02-08 23:37"],
  ["08/02/2016 00:37:08.5", "day", "2016-02-08 00:37:08.5"],
  ["2016/2/8 0:37", "year", "2016-02-08 00:37"],
  ["2016/02/08 00:37:08", "day", "2016-02-08 00:37:08"],
] as const)("%s in a file with the %s first is %s", (text, order, published) => {
  expect(publishedTime(text, order)).toBe(published);
});

test.each(["08/02/2016 00:37", "2/8/2016 0:37", "13/02/2016 00:37"])(
  "%s is left as it is in a file with the year first: it could be two days",
  (text) => {
    expect(publishedTime(text, "year")).toBe(text);
  },
);

test.each([
  "37:08.0",
  "42408.0258",
  "8/2/16 0:37",
  "2/8/2016",
  "2/8/2016 13:37 PM",
  "2/8/2016 0:37 AM",
  "8/2-2016 0:37",
  "",
])("%j is no time of a spreadsheet, and left as it is", (text) => {
  expect(publishedTime(text, "day")).toBe(text);
});
