import { readViewAddress, writeViewAddress } from "../../../page/buses/view-address.ts";

const read = (text: string) => readViewAddress(new URLSearchParams(text));

test("reads back what it wrote", () => {
  const view = {
    lines: ["11", "N29"],
    vehicle: "london:LTZ1234",
    zoom: 14.25,
    center: [51.5074, -0.1278] as const,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(writeViewAddress(view)))
    if (value !== null) query.set(name, value);
  expect(readViewAddress(query)).toEqual(view);
});

test("writes nothing for what is not there", () => {
  const nothing = { lines: [], vehicle: undefined, zoom: undefined, center: undefined };
  expect(writeViewAddress(nothing)).toEqual({ lines: null, vehicle: null, z: null, at: null });
  expect(read("")).toEqual(nothing);
});

test.each(["z=99", "z=x", "at=51.5", "at=a,b", "at=95,0", "at=51,0,3", "lines=,,"])(
  "leaves out %s",
  (text) => {
    expect(read(text)).toEqual({ lines: [], vehicle: undefined, zoom: undefined, center: undefined });
  },
);

test("names a line once", () => {
  expect(read("lines=24,24,11").lines).toEqual(["24", "11"]);
});
