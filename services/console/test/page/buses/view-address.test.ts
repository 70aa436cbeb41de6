import { readViewAddress } from "../../../page/buses/view-address.ts";

const read = (text: string) => readViewAddress(new URLSearchParams(text));

test("reads the lines, the vehicle and the place", () => {
  expect(read("lines=11,N29&vehicle=london:LTZ1234&z=14.25&at=51.5074,-0.1278")).toEqual({
    lines: ["11", "N29"],
    vehicle: "london:LTZ1234",
    zoom: 14.25,
    center: [51.5074, -0.1278],
  });
});

test("what is not there, or is none, is left out", () => {
  const nothing = { lines: [], vehicle: undefined, zoom: undefined, center: undefined };
  expect(read("")).toEqual(nothing);
  expect(read("lines=,,&z=99")).toEqual(nothing);
});

test("names a line once", () => {
  expect(read("lines=24,24,11").lines).toEqual(["24", "11"]);
});
