import fc from "fast-check";
import { TripWindow } from "../../src/process/trip-window.ts";

const good = (count: number) => Array<boolean>(count).fill(false);
const bad = (count: number) => Array<boolean>(count).fill(true);

/** The rule as it is written down, over the whole history. */
function hasTripped(history: readonly boolean[]): boolean {
  const inARow = history.length - 1 - history.lastIndexOf(false);
  const buried = history.slice(-200).filter(Boolean).length;
  return inARow >= 20 || (history.length >= 200 && buried > 10);
}

test("twenty in a row trip at once, nineteen do not", () => {
  expect(new TripWindow().take(bad(19))).toBeUndefined();
  expect(new TripWindow().take(bad(20))).toBe("20 records in a row were buried");
  const window = new TripWindow();
  window.take([...bad(19), false]);
  expect(window.take(bad(19))).toBeUndefined();
});

test("eleven of the last 200 trip once 200 were seen, ten do not", () => {
  const eleven = Array.from({ length: 22 }, (_, i) => i % 2 === 0);
  const window = new TripWindow();
  expect(window.take([...eleven, ...good(177)])).toBeUndefined();
  expect(window.take([false])).toBe("11 of the last 200 records were buried");
  expect(new TripWindow().take([...eleven.slice(2), ...good(400)])).toBeUndefined();
});

test("what lies more than 200 records back is forgotten", () => {
  const window = new TripWindow();
  window.take([...good(200), ...bad(10), ...good(189)]);
  expect(window.take([true])).toBe("11 of the last 200 records were buried");
  const later = new TripWindow();
  later.take([...good(200), ...bad(10), ...good(190)]);
  expect(later.take([true])).toBeUndefined();
});

test("cleared, it knows of nothing", () => {
  const window = new TripWindow();
  window.take(bad(19));
  window.clear();
  expect(window.take(bad(19))).toBeUndefined();
});

test("in whatever pieces the outcomes come, it trips where the rule says, and room foretells it", () => {
  const outcomes = fc.array(fc.constantFrom(false, false, false, false, false, false, true), {
    maxLength: 120,
  });
  fc.assert(
    fc.property(fc.array(outcomes, { maxLength: 8 }), (pieces) => {
      const window = new TripWindow();
      const history: boolean[] = [];
      for (const piece of pieces) {
        const firstTrip = piece.findIndex((_, i) => hasTripped([...history, ...piece.slice(0, i + 1)]));
        const expected = firstTrip === -1 ? piece.length : firstTrip + 1;
        expect(window.room(piece)).toBe(expected);
        expect(window.take(piece) !== undefined).toBe(firstTrip !== -1);
        history.push(...piece);
      }
    }),
  );
});
