import { type AccidentTotals, publishedTotals, totalNames, totalWords } from "../../src/accident-totals.ts";
import type { CountedTotals } from "../../src/verify/accident-counter.ts";
import { isPublishedFile, verification } from "../../src/verify/verification.ts";

const rows = 7_728_394;

function countedOf(totals: AccidentTotals): Record<keyof CountedTotals, Map<string, number>> {
  return Object.fromEntries(
    totalNames.map((name) => [
      name,
      new Map(totalWords[name].map((word, at) => [word, totals[name][at] as number])),
    ]),
  ) as Record<keyof CountedTotals, Map<string, number>>;
}

const expected = { rows, totals: publishedTotals };

test("a file with every published total is equal: one number of rows, 4 severities, 49 states, 24 hours, 7 weekdays, 8 years", () => {
  const { verdict, lines } = verification(
    { good: rows, bad: 0, counted: countedOf(publishedTotals) },
    expected,
  );
  expect(verdict).toBe("equal");
  expect(lines).toHaveLength(1 + 4 + 49 + 24 + 7 + 8);
  expect(lines).toContainEqual({ total: "state", word: "CA", expected: 1_741_433, seen: 1_741_433 });
  expect(lines).toContainEqual({ total: "hour", word: "7 h", expected: 587_472, seen: 587_472 });
  expect(lines).toContainEqual({ total: "weekday", word: "Friday", expected: 1_366_499, seen: 1_366_499 });
});

test("one accident in another hour is a difference", () => {
  const counted = countedOf(publishedTotals);
  counted.hour.set("7 h", 587_471);
  counted.hour.set("8 h", 577_577);
  const { verdict, lines } = verification({ good: rows, bad: 0, counted }, expected);
  expect(verdict).toBe("different");
  const off = lines.filter((line) => line.seen !== line.expected);
  expect(off.map(({ word, seen }) => [word, seen])).toEqual([
    ["7 h", 587_471],
    ["8 h", 577_577],
  ]);
});

test("rows that could not be read, and states that the file does not have, are differences", () => {
  const counted = countedOf(publishedTotals);
  expect(verification({ good: rows, bad: 1, counted }, expected).verdict).toBe("different");
  counted.state.set("HI", 2);
  const { verdict, lines } = verification({ good: rows, bad: 0, counted }, expected);
  expect(verdict).toBe("different");
  expect(lines).toContainEqual({ total: "state", word: "HI", expected: 0, seen: 2 });
});

test("of a file of another size nothing is known, whatever it holds", () => {
  const { verdict, lines } = verification(
    { good: rows, bad: 0, counted: countedOf(publishedTotals) },
    undefined,
  );
  expect(verdict).toBe("other file");
  expect(lines.every((line) => line.expected === null)).toBe(true);
  expect([rows, 500_000, rows + 1].map(isPublishedFile)).toEqual([true, false, false]);
});
