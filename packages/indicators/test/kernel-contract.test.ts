import fc from "fast-check";
import { anyBar, anyBars, type Bar, kernelTable, type Subject } from "./kernel-table.ts";

/** Frozen through and through, as the fold that keeps it would have it. */
function throughJson<State>(state: State): never {
  return JSON.parse(JSON.stringify(state), (_, value) => Object.freeze(value)) as never;
}

/** What can be seen of it; `toStrictEqual` tells 0 from -0 and knows no tolerance. */
function seen(subject: Subject): unknown {
  return { value: subject.value, missing: subject.missing, state: subject.state() };
}

function taken(subject: Subject, bars: readonly Bar[]): Subject {
  for (const bar of bars) subject.update(bar);
  return subject;
}

describe.each(kernelTable)("$name", ({ create, restore, fields, warmUp }) => {
  test("restored in the middle it goes on as if nothing had been, to the last bit", () => {
    fc.assert(
      fc.property(anyBars, anyBars, (before, after) => {
        const original = taken(create(), before);
        const restored = restore(throughJson(original.state()));
        expect(seen(restored)).toStrictEqual(seen(original));
        for (const bar of after) {
          expect(restored.peek(bar)).toStrictEqual(original.peek(bar));
          expect(restored.update(bar)).toStrictEqual(original.update(bar));
        }
        expect(seen(restored)).toStrictEqual(seen(original));
      }),
    );
  });

  test("restored and given back after every bar it is what it is without, to the last bit", () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const original = create();
        let state = throughJson(original.state());
        for (const bar of bars) {
          const step = restore(state);
          expect(step.update(bar)).toStrictEqual(original.update(bar));
          state = throughJson(step.state());
        }
        expect(state).toStrictEqual(original.state());
      }),
    );
  });

  test("its state survives JSON bit for bit, and is a copy", () => {
    fc.assert(
      fc.property(anyBars, anyBar, (bars, bar) => {
        const subject = taken(create(), bars);
        const state = subject.state();
        const text = JSON.stringify(state);
        expect(JSON.parse(text)).toStrictEqual(state);
        subject.update(bar);
        expect(JSON.stringify(state)).toBe(text);
      }),
    );
  });

  test("a peek answers what the update then does, and commits nothing", () => {
    fc.assert(
      fc.property(anyBars, anyBar, anyBar, (bars, forming, closed) => {
        const subject = taken(create(), bars);
        const before = seen(subject);
        subject.peek(forming);
        const peeked = subject.peek(closed);
        expect(seen(subject)).toStrictEqual(before);
        expect(subject.update(closed)).toStrictEqual(peeked);
      }),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.1e75])(
    "%p is refused before anything is changed",
    (bad) => {
      fc.assert(
        fc.property(anyBars, anyBar, fc.constantFrom(...fields), (bars, bar, field) => {
          const subject = taken(create(), bars);
          const before = seen(subject);
          const spoilt = { ...bar, [field]: bad };
          expect(() => subject.update(spoilt)).toThrow(RangeError);
          expect(() => subject.peek(spoilt)).toThrow(RangeError);
          expect(seen(subject)).toStrictEqual(before);
          expect(subject.update(bar)).toStrictEqual(taken(create(), bars).update(bar));
        }),
        { numRuns: 30 },
      );
    },
  );

  test(`its first value comes with bar ${warmUp}, and until then it counts the bars that are missing`, () => {
    const subject = create();
    if (subject.missing === undefined) return; // the set counts for each of its own
    for (let bar = 1; bar < warmUp + 5; bar++) {
      expect(subject.missing).toBe(Math.max(0, warmUp - bar + 1));
      const value = subject.update({ high: bar + 1, low: bar - 1, close: bar, volume: 10 });
      expect(value === null).toBe(bar < warmUp);
      expect(subject.value).toStrictEqual(value);
    }
    expect(subject.missing).toBe(0);
  });

  test("a state that is none of its is refused", () => {
    for (const state of [null, undefined, 7, "state", {}, [], { period: 3 }]) {
      expect(() => restore(state as never)).toThrow(RangeError);
    }
  });
});
