import { Fleet } from "../../../page/buses/fleet.ts";
import { type RoutePath, routePath } from "../../../page/buses/motion/route-path.ts";
import { worldPoint } from "../../../page/map/world-point.ts";
import { aVehicle } from "./feed/a-vehicle.ts";

const path = routePath([
  [-0.12, 51.49],
  [-0.12, 51.52],
]) as RoutePath;

test("keeps where a vehicle is shown over a reset, and forgets those gone", () => {
  const fleet = new Fleet(() => [path]);
  const vehicle = aVehicle({ speedMetersPerSecond: 8 });
  fleet.apply({ kind: "reset", clock: 0, vehicles: [vehicle, aVehicle({ vehicleId: "op:2" })] }, 1_000);
  for (let now = 1_000; now <= 6_000; now += 50) fleet.advance(now, "slide");
  const shown = fleet.buses.get("op:1")?.motion.shown as number;
  fleet.apply({ kind: "reset", clock: 0, vehicles: [{ ...vehicle, observedAt: 2_000 }] }, 6_000);
  expect([...fleet.buses.keys()]).toEqual(["op:1"]);
  expect(fleet.buses.get("op:1")?.motion.shown).toBe(shown);
});

test("puts vehicles on their route once it is known", () => {
  let known = false;
  const fleet = new Fleet(() => (known ? [path] : []));
  fleet.apply({ kind: "reset", clock: 0, vehicles: [aVehicle()] }, 1_000);
  expect(fleet.buses.get("op:1")?.motion.path).toBeUndefined();
  known = true;
  fleet.reroute("11");
  expect(fleet.buses.get("op:1")?.motion.path).toBeUndefined();
  fleet.reroute("24");
  expect(fleet.buses.get("op:1")?.motion.path).toBe(path);
});

test("shows a vehicle without a line straight at its fix", () => {
  const fleet = new Fleet((line) => (line === null ? [] : [path]));
  fleet.apply({ kind: "delta", clock: 0, vehicles: [aVehicle({ line: null })] }, 1_000);
  expect(fleet.buses.get("op:1")?.motion).toMatchObject(worldPoint(-0.12, 51.5));
});
