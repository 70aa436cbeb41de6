import { type Deed, drawSchedule, type FirePlan } from "../../src/fire/schedule.ts";

const plan: FirePlan = {
  durationMs: 70_000,
  replicas: 3,
  killEvery: [2_000, 5_000],
  stops: 5,
  stopFor: [8_000, 9_000],
  brokers: 3,
  brokerKills: 2,
  brokerDownFor: [3_000, 6_000],
};
const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const of = (kind: Deed["kind"], schedule: readonly Deed[]) => schedule.filter((deed) => deed.kind === kind);

test("the same seed draws the same schedule, another one another", () => {
  expect(drawSchedule(plan, 7)).toEqual(drawSchedule(plan, 7));
  expect(drawSchedule(plan, 7)).not.toEqual(drawSchedule(plan, 8));
});

test("kills come 2 to 5 s apart until the fire is out", () => {
  for (const seed of seeds) {
    // A kill is left out only when nobody runs, and one of three is stopped at most.
    const times = of("kill", drawSchedule(plan, seed)).map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThanOrEqual(70 / 5 - 1);
    expect(70_000 - (times.at(-1) ?? 0)).toBeLessThanOrEqual(5_000);
    times.reduce((before, atMs) => {
      expect(atMs - before).toBeGreaterThanOrEqual(2_000);
      expect(atMs - before).toBeLessThanOrEqual(5_000);
      return atMs;
    }, 0);
  }
});

test("one replica at a time is stopped, for 8 to 9 s, and is not killed meanwhile", () => {
  for (const seed of seeds) {
    const schedule = drawSchedule(plan, seed);
    const stops = of("stop", schedule);
    expect(stops).toHaveLength(5);
    for (const [i, { atMs, target, forMs }] of stops.entries()) {
      expect(forMs).toBeGreaterThanOrEqual(8_000);
      expect(forMs).toBeLessThanOrEqual(9_000);
      expect(stops[i + 1]?.atMs ?? 70_000).toBeGreaterThanOrEqual(atMs + forMs);
      const during = of("kill", schedule).filter((kill) => kill.atMs >= atMs && kill.atMs <= atMs + forMs);
      expect(during.map((kill) => kill.target)).not.toContain(target);
    }
  }
});

test("two brokers are killed, the second when the first is back", () => {
  for (const seed of seeds) {
    const [first, second, third] = of("kill-broker", drawSchedule(plan, seed));
    expect(third).toBeUndefined();
    expect([1, 2, 3]).toContain(first?.target);
    expect(second?.atMs).toBeGreaterThanOrEqual((first?.atMs ?? 0) + (first?.forMs ?? 0));
  }
});

test("over many seeds every replica and every broker gets its turn", () => {
  const deeds = seeds.flatMap((seed) => drawSchedule(plan, seed));
  const targets = (kind: Deed["kind"]) => [...new Set(of(kind, deeds).map(({ target }) => target))].sort();
  expect(targets("kill")).toEqual([0, 1, 2]);
  expect(targets("stop")).toEqual([0, 1, 2]);
  expect(targets("kill-broker")).toEqual([1, 2, 3]);
});
