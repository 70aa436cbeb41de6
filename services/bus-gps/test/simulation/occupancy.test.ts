import { occupancy } from "../../src/simulation/occupancy.ts";

test("a bus is empty at the end of its run when nobody travels", () => {
  expect(occupancy(0, 1, 1, 0.5)).toBe("empty");
});

test("a bus in the middle of a central run is fuller in the rush hour than at night", () => {
  expect(occupancy(1.45, 1, 0.5, 0.5)).toBe("standingRoomOnly");
  expect(occupancy(0.25, 1, 0.5, 0.5)).toBe("manySeatsAvailable");
});
