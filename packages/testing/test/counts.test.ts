import { closingLine, plus } from "../src/counts.ts";

test("the closing line counts what passed and failed", () => {
  expect(closingLine({ passed: 12, failed: 3, skipped: 0 })).toBe("12 passed, 3 failed");
});

test("the closing line mentions skipped tests only when there are some", () => {
  expect(closingLine({ passed: 1, failed: 0, skipped: 2 })).toBe("1 passed, 0 failed, 2 skipped");
});

test("counts add up", () => {
  expect(plus({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  });
});
