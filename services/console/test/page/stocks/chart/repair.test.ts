import { repairOf } from "../../../../page/stocks/chart/repair.ts";
import { aBar } from "../a-bar.ts";

const fields = ["sma", "rsi"] as const;
const shown = [aBar(0), aBar(1), aBar(2)];
const repair = (
  bars: readonly ReturnType<typeof aBar>[],
  changed: readonly ReturnType<typeof aBar>[],
  isWhole = false,
) =>
  repairOf(shown, bars, { isWhole, bars: changed }, fields)?.map(({ bar, isPast }) => [bar.barCount, isPast]);

test("the forming bar and the next ones are points at the end, a corrected one is a past point", () => {
  const [tick, next] = [aBar(2, { close: 9, revision: 1 }), aBar(3)];
  expect(repair([aBar(0), aBar(1), tick, next], [tick, next])).toEqual([
    [3, false],
    [4, false],
  ]);
  const corrected = aBar(1, { close: 9, revision: 1 });
  expect(repair([aBar(0), corrected, aBar(2)], [corrected])).toEqual([[2, true]]);
});

test("all is drawn anew where the library would overwrite a neighbour: a value comes into a gap, or goes", () => {
  const gone = aBar(1, { rsi: null, rsiMissingCount: 3 });
  expect(repair([aBar(0), gone, aBar(2)], [gone])).toBeUndefined();
  const unseen = aBar(1, { macd: null });
  expect(repair([aBar(0), unseen, aBar(2)], [unseen])).toEqual([[2, true]]);
});

test("all is drawn anew where bars come in between, before, or are gone", () => {
  expect(repair([aBar(0), aBar(1), aBar(2)], [], true)).toBeUndefined();
  expect(repair([aBar(-1), ...shown], [aBar(-1)])).toBeUndefined();
  expect(repair([aBar(0), aBar(1)], [])).toBeUndefined();
  expect(repair([...shown, aBar(3), aBar(4)], [aBar(4)])).toBeUndefined();
  expect(repairOf([], [aBar(0)], { isWhole: false, bars: [aBar(0)] }, fields)).toBeUndefined();
});

test("past so many points all is drawn anew", () => {
  const long = Array.from({ length: 100 }, (_, n) => aBar(n));
  const told = (count: number) =>
    repairOf(long, long, { isWhole: false, bars: long.slice(0, count) }, fields);
  expect(told(40)).toHaveLength(40);
  expect(told(41)).toBeUndefined();
});
