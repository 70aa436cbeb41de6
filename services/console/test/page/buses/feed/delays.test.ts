import { Delays } from "../../../../page/buses/feed/delays.ts";

test("tells quantiles by nearest rank", () => {
  const delays = new Delays();
  for (let value = 100; value >= 1; value--) delays.add(value);
  expect([delays.quantile(0.5), delays.quantile(0.99), delays.quantile(1)]).toEqual([50, 99, 100]);
});

test("has none before the first, and forgets the oldest", () => {
  const delays = new Delays(3);
  expect(delays.quantile(0.5)).toBeUndefined();
  for (const value of [900, 900, 900, 900, 1, 2, 3]) delays.add(value);
  expect(delays.quantile(1)).toBe(3);
});

test("counts what seems to come from the future as no delay", () => {
  const delays = new Delays();
  delays.add(-40);
  expect(delays.quantile(0.5)).toBe(0);
});
