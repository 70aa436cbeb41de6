import { loadNetwork } from "@tributary/bus-network";
import { fleetOf } from "../../src/simulation/fleet.ts";
import { vehicleAt } from "../../src/simulation/motion.ts";

const network = loadNetwork();
/** A Wednesday in summer time: 12:00 in London is 11:00 UTC. */
const wednesday = (time: string) => Date.parse(`2026-09-23T${time}+01:00`);
const out = (lines: readonly string[], time: number) =>
  fleetOf(network, lines, 1).filter((vehicle) => vehicleAt(vehicle, time) !== undefined);

test("the same seed gives the same fleet, another one other vehicles' luck", () => {
  const keys = (seed: number) => fleetOf(network, ["24"], seed).map(({ key }) => key);
  expect(keys(1)).toEqual(keys(1));
  expect(keys(1)).not.toEqual(keys(2));
});

test("every vehicle has an id of its own that says it is simulated", () => {
  const ids = fleetOf(network, ["24", "159"], 1).map(({ vehicleId }) => vehicleId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("TFLS:24-0001");
});

test("the three default lines have 60 to 90 buses out by day", () => {
  for (const time of ["08:00", "12:00", "17:30"]) {
    const buses = out(["11", "24", "159"], wednesday(time)).length;
    expect(buses).toBeGreaterThanOrEqual(60);
    expect(buses).toBeLessThanOrEqual(90);
  }
});

test("all lines together have 8,000 to 10,000 buses out by day", () => {
  for (const time of ["08:00", "12:00"]) {
    const buses = out(network.lines, wednesday(time)).length;
    expect(buses).toBeGreaterThanOrEqual(8000);
    expect(buses).toBeLessThanOrEqual(10_000);
  }
});

test("a night line runs by night only", () => {
  expect(out(["N29"], wednesday("12:00"))).toHaveLength(0);
  expect(out(["N29"], wednesday("02:30")).length).toBeGreaterThan(0);
});

test("a day line sleeps at night, a 24-hour line does not", () => {
  expect(out(["13"], wednesday("03:00"))).toHaveLength(0);
  expect(out(["24"], wednesday("03:00")).length).toBeGreaterThan(0);
});

test("a school line runs when school begins, and not on Saturday", () => {
  expect(out(["607"], wednesday("08:00")).length + out(["608"], wednesday("08:00")).length).toBeGreaterThan(
    0,
  );
  expect(out(["608"], Date.parse("2026-09-26T08:00+01:00"))).toHaveLength(0);
});

test("a line not in the network has no vehicles", () => {
  expect(fleetOf(network, ["X999"], 1)).toEqual([]);
});

test("buses of a line at noon are spread over it in both directions", () => {
  const noon = wednesday("12:00");
  const states = out(["24"], noon).map((vehicle) => vehicleAt(vehicle, noon));
  for (const direction of ["inbound", "outbound"]) {
    const meters = states
      .filter((state) => state?.direction === direction)
      .map((state) => state?.meters ?? 0);
    for (const from of [0, 3000, 6000]) {
      expect(meters.some((each) => each >= from && each < from + 4000)).toBe(true);
    }
  }
});
