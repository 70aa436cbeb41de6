import { backOffMs } from "@tributary/runtime";
import { feedBackOff } from "../../src/live/feed-back-off.ts";

test("the pause doubles with each failure, from twice the interval up to five minutes", () => {
  const longest = [1, 2, 3, 6, 60].map((failures) => backOffMs(failures, feedBackOff(10_000), 1));
  expect(longest).toEqual([20_000, 40_000, 80_000, 300_000, 300_000]);
});

test("an interval longer than five minutes is never undercut by more than chance", () => {
  expect(backOffMs(3, feedBackOff(600_000), 1)).toBe(600_000);
});

test("the server's wish is kept, up to an hour", () => {
  expect(backOffMs(1, feedBackOff(1_000), 0, 120_000)).toBe(120_000);
  expect(backOffMs(1, feedBackOff(1_000), 0, 1e9)).toBe(3_600_000);
});
