import { Pace } from "../../src/network/pace.ts";

test("passes are so far apart, however many want to at once; after idling the first is let through at once", async () => {
  let elapsed = 1000;
  const passed: number[] = [];
  const clock = { elapsed: () => elapsed, pause: async (ms: number) => void passed.push(elapsed + ms) };
  const pace = new Pace(300, clock);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 4 }, () => pace.turn(signal)));
  expect(passed).toEqual([1300, 1600, 1900]);
  elapsed = 9000;
  await pace.turn(signal);
  expect(passed).toHaveLength(3);
});
