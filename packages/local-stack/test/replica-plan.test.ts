import type { Runnable } from "../src/blueprint.ts";
import { planReplicas } from "../src/replica-plan.ts";

const services: Runnable[] = [
  { name: "vane", kind: "producer", main: "" },
  { name: "tape", kind: "replay", main: "" },
  { name: "mill", kind: "consumer", main: "" },
  { name: "door", kind: "gateway", main: "" },
];

test("unless told otherwise every service runs once", () => {
  expect(planReplicas(services, {}).map(({ name }) => name)).toEqual(["vane", "tape", "mill", "door"]);
});

test("only the named services run", () => {
  expect(planReplicas(services, { only: ["mill"] }).map(({ name }) => name)).toEqual(["mill"]);
});

test("further replicas are numbered from 2", () => {
  const names = planReplicas(services, { scale: { mill: 3 } }).map(({ name }) => name);
  expect(names).toEqual(["vane", "tape", "mill", "mill-2", "mill-3", "door"]);
});

test("a second replay is allowed: it waits for the recording", () => {
  const names = planReplicas(services, { only: ["tape"], scale: { tape: 2 } }).map(({ name }) => name);
  expect(names).toEqual(["tape", "tape-2"]);
});

test.each([
  [{ only: ["mil"] }, "There is no service mil. There are: vane, tape, mill, door."],
  [{ scale: { mil: 2 } }, "There is no service mil."],
  [{ scale: { mill: 0 } }, "--scale mill=0: give a whole number"],
  [{ scale: { vane: 2 } }, "would publish everything twice"],
  [{ scale: { door: 2 } }, "the one door"],
])("%j is refused with a reason", (choice, message) => {
  expect(() => planReplicas(services, choice)).toThrow(message);
});
