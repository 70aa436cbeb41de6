import { lineTints } from "../../../../page/buses/map/line-tints.ts";
import { TINTS } from "../../../../page/buses/map/tint-count.ts";

const lines = Array.from({ length: 100 }, (_, index) => String(index + 1));

test("uses every tint, and the same for a line each time", () => {
  const tintOf = lineTints([]);
  expect(new Set(lines.map(tintOf)).size).toBe(TINTS);
  expect(lines.map(tintOf)).toEqual(lines.map(lineTints([])));
});

test("gives up to eight chosen lines tints of their own", () => {
  for (let from = 0; from < 90; from++) {
    const chosen = lines.slice(from, from + TINTS);
    expect(new Set(chosen.map(lineTints(chosen))).size).toBe(chosen.length);
  }
});

test("does not depend on the order in which lines were chosen", () => {
  const [a, b] = [lineTints(["11", "24", "159"]), lineTints(["159", "11", "24"])];
  expect(["11", "24", "159"].map(a)).toEqual(["11", "24", "159"].map(b));
});
