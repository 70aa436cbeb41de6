import type { Runnable } from "../src/blueprint.ts";
import { planReplicas } from "../src/replica-plan.ts";

const services: Runnable[] = [
  { name: "vane", kind: "producer", main: "" },
  { name: "mill", kind: "consumer", main: "" },
  { name: "door", kind: "gateway", main: "" },
];

test("unless told otherwise every service runs once", () => {
  expect(planReplicas(services, {}).map(({ name }) => name)).toEqual(["vane", "mill", "door"]);
});

test("only the named services run", () => {
  expect(planReplicas(services, { only: ["mill"] }).map(({ name }) => name)).toEqual(["mill"]);
});

test("further replicas are numbered from 2", () => {
  const names = planReplicas(services, { scale: { mill: 3 } }).map(({ name }) => name);
  expect(names).toEqual(["vane", "mill", "mill-2", "mill-3", "door"]);
});

test.each([
  [{ only: ["mil"] }, "There is no service mil. There are: vane, mill, door."],
  [{ scale: { mil: 2 } }, "There is no service mil."],
  [{ scale: { mill: 0 } }, "--scale mill=0: give a whole number"],
  [{ scale: { vane: 2 } }, "would publish everything twice"],
  [{ scale: { door: 2 } }, "the one door"],
])("%j is refused with a reason", (choice, message) => {
  expect(() => planReplicas(services, choice)).toThrow(message);
});
