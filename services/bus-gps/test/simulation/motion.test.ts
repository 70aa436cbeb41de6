import { loadNetwork, type Run } from "@tributary/bus-network";
import fc from "fast-check";
import { fleetOf } from "../../src/simulation/fleet.ts";
import { motionOf, type VehicleState, vehicleAt } from "../../src/simulation/motion.ts";

const network = loadNetwork();
const fleet = fleetOf(network, ["11", "24", "159", "N29", "W3", "H2"], 1);
const vehicle = fc.constantFrom(...fleet);
/** Any instant of two years, the clock changes among them. */
const instant = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2027-12-31") });
/** Limit of the fastest roads, and 0.5 % for the plane that distances are measured in. */
const fastest = 13 * 1.005;

test("where a vehicle is depends on the instant alone, not on what was asked before", () => {
  fc.assert(
    fc.property(vehicle, instant, fc.array(instant), (bus, time, before) => {
      const motion = motionOf(bus);
      for (const each of before) motion(each);
      expect(motion(time)).toEqual(vehicleAt(bus, time));
    }),
  );
});

test("over any quarter of an hour no bus jumps, races, reverses or brakes beyond what people can stand", () => {
  fc.assert(
    fc.property(vehicle, instant, (bus, start) => {
      const motion = motionOf(bus);
      let before: VehicleState | undefined;
      for (let second = 0; second < 900; second++) {
        const now = motion(start + second * 1000);
        if (before !== undefined && now !== undefined) {
          expect(metersBetween(before, now)).toBeLessThanOrEqual(fastest);
          expect(Math.abs(now.speed - before.speed)).toBeLessThanOrEqual(1.2);
          if (now.departure === before.departure) expect(now.meters).toBeGreaterThanOrEqual(before.meters);
        }
        before = now;
      }
    }),
    { numRuns: 60 },
  );
});

test("a whole day of a bus at one-second steps has neither jump nor reverse, over all its turns", () => {
  const start = Date.parse("2026-09-23T05:00+01:00");
  const motion = motionOf(fleetOf(network, ["24"], 7)[3] as (typeof fleet)[number]);
  let [before, journeys, worst] = [motion(start), new Set<number>(), 0];
  for (let second = 1; second < 20 * 3600; second++) {
    const now = motion(start + second * 1000);
    if (before !== undefined && now !== undefined) {
      worst = Math.max(worst, metersBetween(before, now));
      if (now.departure === before.departure && now.meters < before.meters) worst = Number.POSITIVE_INFINITY;
      journeys.add(now.departure);
    }
    before = now;
  }
  expect(worst).toBeLessThanOrEqual(fastest);
  // Some 16 hours of journeys of an hour and a quarter.
  expect(journeys.size).toBeGreaterThan(8);
});

test("a bus out all day goes both ways", () => {
  const start = Date.parse("2026-09-23T08:00+01:00");
  const directions = new Set<string | undefined>();
  for (let minute = 0; minute < 300; minute++) {
    directions.add(vehicleAt(fleet[0] as (typeof fleet)[number], start + minute * 60_000)?.direction);
  }
  expect(directions).toEqual(new Set(["inbound", "outbound"]));
});

test("buses dwell: at noon some stand, and those within a metre of a stop", () => {
  const noon = Date.parse("2026-09-23T12:00+01:00");
  const states = fleet.map((bus) => [bus, vehicleAt(bus, noon)] as const);
  const standing = states.filter(([, state]) => state?.speed === 0);
  expect(standing.length).toBeGreaterThan(5);
  for (const [bus, state] of standing) {
    const runs = bus.plan.ways.map(({ run }) => run);
    const run = runs.find(({ direction }) => direction === state?.direction) as Run;
    const away = Math.min(...run.calls.map(({ meters }) => Math.abs(meters - (state?.meters ?? 0))));
    expect(away).toBeLessThan(1);
  }
});

test("with stops and turns buses average 8 to 15 km/h by day, and are slower in the rush hour", () => {
  const mean = (time: string) => {
    const start = Date.parse(`2026-09-23T${time}+01:00`);
    const moved = fleet.flatMap((bus) => {
      const [from, to] = [vehicleAt(bus, start), vehicleAt(bus, start + 600_000)];
      return from !== undefined && from.departure === to?.departure ? [to.meters - from.meters] : [];
    });
    return (moved.reduce((sum, each) => sum + each, 0) / moved.length / 600) * 3.6;
  };
  expect(mean("12:00")).toBeGreaterThan(8);
  expect(mean("12:00")).toBeLessThan(15);
  expect(mean("17:30")).toBeLessThan(mean("12:00"));
});

test("the next stop is always ahead, and the delay within a quarter of an hour", () => {
  fc.assert(
    fc.property(vehicle, instant, (bus, time) => {
      const state = vehicleAt(bus, time);
      if (state === undefined) return;
      const run = bus.plan.ways.map((way) => way.run).find(({ direction }) => direction === state.direction);
      const next = run?.calls.filter(({ stopId }) => stopId === state.nextStopId).at(-1);
      expect(next?.meters).toBeGreaterThanOrEqual(state.meters - 0.001);
      expect(Math.abs(state.delaySeconds)).toBeLessThan(900);
    }),
  );
});

/** Haversine, for independence from the plane the simulation measures in. */
function metersBetween(a: VehicleState, b: VehicleState): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((b.latitude - a.latitude) * radians) / 2) ** 2;
  const east = Math.sin(((b.longitude - a.longitude) * radians) / 2) ** 2;
  const cosines = Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians);
  return 2 * 6_371_009 * Math.asin(Math.sqrt(north + cosines * east));
}
