import { pageKind } from "../../../page/operations/page-kind.ts";

test.each([
  [["live", "live"], false, "live"],
  [["live", "live"], true, "empty"],
  [["live", "stale"], true, "stale"],
  [["stale", "reconnecting"], false, "reconnecting"],
  [["reconnecting", "loading"], false, "loading"],
  [["loading", "error", "live"], false, "error"],
] as const)("%j, empty %p: %s", (polls, isEmpty, kind) => {
  expect(pageKind({ polls, isEmpty })).toBe(kind);
});
