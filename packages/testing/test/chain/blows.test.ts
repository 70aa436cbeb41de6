import { drawBlows } from "./blows.ts";

const plan = {
  times: { producer: 4, broker: 1, "counter-0": 2, "counter-1": 2, "counter-2": 2, nobody: 0 },
  latestAfterMs: 3_000,
};

test("the blows follow from the seed: another seed, other moments", () => {
  expect(drawBlows(plan, 3)).toEqual(drawBlows(plan, 3));
  expect(drawBlows(plan, 3)).not.toEqual(drawBlows(plan, 4));
});

test("everybody is struck as often as planned, in order, while the run goes on", () => {
  for (let seed = 0; seed < 100; seed++) {
    const blows = drawBlows(plan, seed);
    const names = blows.map(({ name }) => name).sort();
    expect(names).toEqual([
      "broker",
      ...["counter-0", "counter-0", "counter-1", "counter-1", "counter-2", "counter-2"],
      ...["producer", "producer", "producer", "producer"],
    ]);
    const shares = blows.map(({ atShare }) => atShare);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeGreaterThanOrEqual(0.02);
    expect(shares.at(-1)).toBeLessThan(0.83);
    expect(blows.every(({ afterMs }) => afterMs >= 0 && afterMs <= 3_000)).toBe(true);
  }
});
