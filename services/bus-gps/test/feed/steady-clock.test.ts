import { steadyClock } from "../../src/feed/steady-clock.ts";

function clocks() {
  const times = { wall: 1_000_000, monotonic: 50 };
  return {
    times,
    clock: steadyClock(
      () => times.wall,
      () => times.monotonic,
    ),
  };
}

test("it goes with the monotonic clock while the wall clock trembles", () => {
  const { times, clock } = clocks();
  times.monotonic += 1000;
  times.wall += 1200;
  expect(clock()).toBe(1_001_000);
});

test.each([600_000, -600_000])("a wall clock that is set by %i ms is followed at once", (step) => {
  const { times, clock } = clocks();
  times.wall += step;
  expect(clock()).toBe(1_000_000 + step);
});
