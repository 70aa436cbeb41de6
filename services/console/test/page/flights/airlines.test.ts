import { airlineLabel, airlineMark, inOrder, knownAirlines } from "../../../page/flights/airlines.ts";

test("the fourteen of 2015 each have a look of their own, the default three without dashes", () => {
  const looks = knownAirlines.map((code) => JSON.stringify(airlineMark(code)));
  expect(new Set(looks).size).toBe(14);
  expect(["WN", "DL", "AA"].map((code) => airlineMark(code).isDashed)).toEqual([false, false, false]);
});

test("an airline unknown here goes by its code, after the known ones", () => {
  expect(airlineLabel("DL")).toBe("DL Delta");
  expect(airlineLabel("9E")).toBe("9E");
  expect(airlineMark("9E")).toEqual(airlineMark("9E"));
  expect(inOrder(["XX", "VX", "9E", "WN", "WN"])).toEqual(["WN", "VX", "9E", "XX"]);
});
