import { readPlace, writePlace } from "../../../page/map/place-address.ts";

const read = (text: string) => readPlace(new URLSearchParams(text));

test("reads back what it wrote", () => {
  const place = { zoom: 14.25, center: [51.5074, -0.1278] as const };
  expect(writePlace(place)).toEqual({ z: "14.25", at: "51.5074,-0.1278" });
  expect(read("z=14.25&at=51.5074,-0.1278")).toEqual(place);
});

test("writes nothing for what is not there", () => {
  expect(writePlace({ zoom: undefined, center: undefined })).toEqual({ z: null, at: null });
});

test.each(["", "z=99", "z=x", "at=51.5", "at=a,b", "at=95,0", "at=51,0,3"])("leaves out %s", (text) => {
  expect(read(text)).toEqual({ zoom: undefined, center: undefined });
});
