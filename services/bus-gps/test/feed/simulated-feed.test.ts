import { loadNetwork } from "@tributary/bus-network";
import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { type FeedOptions, simulatedFeed } from "../../src/feed/simulated-feed.ts";
import { fleetOf } from "../../src/simulation/fleet.ts";
import { vehicleAt } from "../../src/simulation/motion.ts";

const fleet = fleetOf(loadNetwork(), ["24"], 1);
const noon = Date.parse("2026-09-23T12:00+01:00");
const options: FeedOptions = {
  mode: "live",
  speed: 1,
  jitterMeters: 3,
  missingShare: 0,
  duplicateShare: 0,
  lateShare: 0,
  lateMs: 20_000,
};

/** Asks every tenth of a second. */
function run(seconds: number, given: Partial<FeedOptions> = {}, start = noon) {
  const feed = simulatedFeed(fleet, { ...options, ...given }, start);
  const arrived: { readonly at: number; readonly position: VehiclePosition }[] = [];
  for (let at = start; at <= start + seconds * 1000; at += 100) {
    for (const position of feed.due(at)) arrived.push({ at, position });
  }
  return arrived;
}

function byVehicle(arrived: ReturnType<typeof run>) {
  return Map.groupBy(arrived, ({ position }) => position.vehicleId);
}

test("live, every bus out reports once a second, and counts", () => {
  const out = fleet.filter((bus) => vehicleAt(bus, noon) !== undefined).length;
  const reports = byVehicle(run(10));
  expect(reports.size).toBe(out);
  for (const [, mine] of reports) {
    expect(mine).toHaveLength(10);
    const sequences = mine.map(({ position }) => position.sequence as number);
    expect(sequences.map((each) => each - (sequences[0] as number))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
});

test("every report keeps the topic's contract", () => {
  expect(run(30).map(({ position }) => vehiclePosition.fault(position))).not.toContainEqual(
    expect.anything(),
  );
  expect(run(5, { speed: 60 }).map(({ position }) => vehiclePosition.fault(position))).not.toContainEqual(
    expect.anything(),
  );
});

test("a report is the truth of its instant when the receiver has no error", () => {
  for (const { position } of run(3, { jitterMeters: 0 })) {
    const bus = fleet.find(({ vehicleId }) => vehicleId === position.vehicleId) as (typeof fleet)[number];
    const truth = vehicleAt(bus, position.observedAt);
    expect(position.latitude).toBeCloseTo(truth?.latitude ?? 0, 5);
    expect(position.longitude).toBeCloseTo(truth?.longitude ?? 0, 5);
    expect(position.nextStopId).toBe(truth?.nextStopId);
  }
});

test("a fix is handed out within the step it falls in, never before", () => {
  for (const { at, position } of run(5)) {
    expect(at - position.observedAt).toBeGreaterThanOrEqual(0);
    expect(at - position.observedAt).toBeLessThan(100);
  }
});

test("a feed begun later tells of the same buses in the same places", () => {
  const early = run(20).filter(({ position }) => position.observedAt > noon + 10_000);
  const late = run(10, {}, noon + 10_000);
  expect(late.map(({ position }) => position)).toEqual(early.map(({ position }) => position));
});

test("in feed mode reports of a bus are 10 to 30 s apart", () => {
  for (const [, mine] of byVehicle(run(120, { mode: "feed" }))) {
    const times = mine.map(({ position }) => position.observedAt);
    const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000);
  }
});

test("late reports come after newer ones, and with the time of their fix", () => {
  const arrived = run(40, { lateShare: 0.3 });
  const delays = arrived.map(({ at, position }) => at - position.observedAt);
  expect(delays.some((delay) => delay > 10_000)).toBe(true);
  expect(Math.max(...delays)).toBeLessThan(20_100);
});

test("a duplicate is the same report again, to the last digit", () => {
  const [mine] = [...byVehicle(run(20, { duplicateShare: 1 })).values()] as [ReturnType<typeof run>];
  const first = mine[0]?.position;
  const copies = mine.filter(({ position }) => position.sequence === first?.sequence);
  expect(copies).toHaveLength(2);
  expect(copies[1]?.position).toEqual(first);
});

test("after a pause of ten minutes each bus reports where it is now, and no backlog comes", () => {
  const feed = simulatedFeed(fleet, { ...options, lateShare: 0.5 }, noon);
  for (let at = noon; at < noon + 5000; at += 100) Array.from(feed.due(at));
  const awake = noon + 600_000;
  expect(Array.from(feed.due(awake)).filter(({ observedAt }) => observedAt < awake - 1000)).toEqual([]);
  const next = Array.from(feed.due(awake + 1000));
  expect(next.length).toBeLessThanOrEqual(fleet.length);
  expect(next.every(({ observedAt }) => observedAt > awake)).toBe(true);
});

test("a clock set back by an hour silences nobody", () => {
  const feed = simulatedFeed(fleet, options, noon);
  Array.from(feed.due(noon + 1000));
  Array.from(feed.due(noon - 3_600_000));
  expect(Array.from(feed.due(noon - 3_599_000)).length).toBeGreaterThan(10);
});

test("at ten times the speed buses are ten times as fast, and fixes are dated by the real clock", () => {
  const [slow, fast] = [run(2, { jitterMeters: 0 }), run(2, { speed: 10, jitterMeters: 0 })];
  const top = (arrived: typeof slow) =>
    Math.max(...arrived.map(({ position }) => position.speedMetersPerSecond ?? 0));
  expect(top(fast)).toBeGreaterThan(top(slow) * 3);
  expect(
    fast.every(({ position }) => position.observedAt >= noon && position.observedAt <= noon + 2000),
  ).toBe(true);
});

test("it knows how many are in service, and when the next report comes", () => {
  const feed = simulatedFeed(fleet, options, noon);
  expect(feed.nextAt()).toBeGreaterThan(noon);
  expect(feed.nextAt()).toBeLessThanOrEqual(noon + 1000);
  const heard = new Set(Array.from(feed.due(noon + 1000), ({ vehicleId }) => vehicleId));
  expect(feed.inService()).toBe(heard.size);
});
