import { MonthSweep } from "../../../../page/flights/panels/month-sweep.ts";

/** Frames that come when the test says so. */
const frames: (() => void)[] = [];
beforeEach(() => {
  frames.length = 0;
  Object.assign(globalThis, {
    requestAnimationFrame: (act: () => void) => frames.push(act),
    cancelAnimationFrame: () => frames.splice(0),
  });
});
const frame = () => frames.shift()?.();

test("two months a frame, in order, the others as they were", () => {
  const sweep = new MonthSweep<string>();
  sweep.show(["a1", "b1", "c1"]);
  expect(sweep.months.value).toEqual([]);
  frame();
  expect(sweep.months.value).toEqual(["a1", "b1"]);
  frame();
  expect(sweep.months.value).toEqual(["a1", "b1", "c1"]);
  expect(frames).toEqual([]);
});

test("what comes during a round is shown in the next, whole", () => {
  const sweep = new MonthSweep<string>();
  sweep.show(["a1", "b1", "c1"]);
  frame();
  sweep.show(["a2", "b2", "c2"]);
  sweep.show(["a3", "b3", "c3", "d3"]);
  frame();
  expect(sweep.months.value).toEqual(["a1", "b1", "c1"]);
  frame();
  expect(sweep.months.value).toEqual(["a3", "b3", "c1"]);
  frame();
  expect(sweep.months.value).toEqual(["a3", "b3", "c3", "d3"]);
  expect(frames).toEqual([]);
});

test("fewer months are fewer, and none are none", () => {
  const sweep = new MonthSweep<string>();
  sweep.show(["a1", "b1", "c1"]);
  frame();
  frame();
  sweep.show(["b2"]);
  frame();
  expect(sweep.months.value).toEqual(["b2"]);
  sweep.show([]);
  frame();
  expect(sweep.months.value).toEqual([]);
  sweep.show(["a4"]);
  sweep.stop();
  expect(frames).toEqual([]);
});
