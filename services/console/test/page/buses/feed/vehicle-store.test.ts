import { VehicleStore } from "../../../../page/buses/feed/vehicle-store.ts";
import { aVehicle } from "./a-vehicle.ts";

const a = aVehicle({ vehicleId: "a", observedAt: 10 });
const b = aVehicle({ vehicleId: "b", observedAt: 20 });

test("holds the newest fix of each vehicle and takes no older one", () => {
  const store = new VehicleStore();
  store.apply({ kind: "reset", clock: 0, vehicles: [a, b] });
  const newer = { ...a, observedAt: 30 };
  expect(store.apply({ kind: "delta", clock: 0, vehicles: [newer, { ...b, observedAt: 19 }] }).taken).toEqual(
    [newer],
  );
  expect([...store.vehicles.values()].map(({ observedAt }) => observedAt)).toEqual([30, 20]);
  expect(store.newest).toBe(30);
});

test("a reset replaces all, and tells who is gone", () => {
  const store = new VehicleStore();
  store.apply({ kind: "reset", clock: 0, vehicles: [a, b] });
  expect(store.apply({ kind: "reset", clock: 0, vehicles: [b] }).gone).toEqual([a]);
  expect([...store.vehicles.keys()]).toEqual(["b"]);
});

test("removes what it holds and passes over what it does not", () => {
  const store = new VehicleStore();
  store.apply({ kind: "reset", clock: 0, vehicles: [a] });
  expect(store.apply({ kind: "remove", clock: 0, keys: ["a", "x"] }).gone).toEqual([a]);
  expect(store.vehicles.size).toBe(0);
  expect(store.newest).toBeUndefined();
});

test("a request to reconnect changes nothing", () => {
  const store = new VehicleStore();
  store.apply({ kind: "reset", clock: 0, vehicles: [a] });
  store.apply({ kind: "reconnect", clock: 0 });
  expect(store.vehicles.size).toBe(1);
});

test("a vehicle that has left the subscribed line is gone, although it was told of in that line's delta", () => {
  const store = new VehicleStore();
  const onLine24 = ({ line }: { readonly line: string | null }) => line === "24";
  store.apply({ kind: "reset", clock: 0, vehicles: [{ ...a, line: "24" }] }, onLine24);
  const moved = { ...a, line: "11", observedAt: 30 };
  expect(store.apply({ kind: "delta", clock: 0, vehicles: [moved] }, onLine24)).toEqual({
    taken: [],
    gone: [moved],
  });
  expect(store.vehicles.size).toBe(0);
});
