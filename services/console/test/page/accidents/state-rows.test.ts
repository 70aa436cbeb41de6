import { stateRows } from "../../../page/accidents/state-rows.ts";

const states = [
  { state: "CA", severities: [1, 80, 18, 1] },
  { state: "OH", severities: [0, 30, 20, 0] },
  { state: "AL", severities: [0, 50, 0, 0] },
  { state: "WY", severities: [0, 0, 0, 0] },
];
const order = (by: "accidents" | "severe" | "name") =>
  stateRows(states, [1, 2, 3, 4], by).map(({ state }) => state);

test("a state without any accident is left out; those with equally many go by their names", () => {
  expect(order("accidents")).toEqual(["CA", "AL", "OH"]);
});

test("sorts by the share of severe ones, and by name", () => {
  expect(order("severe")).toEqual(["OH", "CA", "AL"]);
  expect(order("name")).toEqual(["AL", "CA", "OH"]);
});

test("shares are of the chosen severities, the severe share is of the state whatever is chosen", () => {
  expect(stateRows(states, [3, 4], "accidents")).toEqual([
    { state: "OH", name: "Ohio", accidents: 20, share: 20 / 39, severe: 0.4 },
    { state: "CA", name: "California", accidents: 19, share: 19 / 39, severe: 0.19 },
  ]);
});
