import { readFile } from "node:fs/promises";
import { vehiclePosition } from "@tributary/contracts";
import { drawnBusAt, drawnBuses } from "../../src/live/geojson-lines.ts";

const read = (name: string) => readFile(new URL(`../fixtures/lines/${name}`, import.meta.url), "utf8");
const [triangle] = drawnBuses("/somewhere/00001.json", await read("00001.json"), "FEED");
const two = drawnBuses("two.geojson", await read("two.geojson"), "FEED");

test("a file is a line, a LineString a bus with an id that stays", () => {
  expect(triangle).toMatchObject({ vehicleId: "FEED:00001-0001", line: "00001" });
  expect(two.map(({ vehicleId }) => vehicleId)).toEqual(["FEED:two-0001", "FEED:two-0002"]);
});

test("a bus is at one vertex each second, and a ring goes round without a pause at its seam", () => {
  const around = [0, 1, 2, 3, 4].map((second) =>
    drawnBusAt(triangle as NonNullable<typeof triangle>, second),
  );
  expect(around.map(({ latitude, longitude }) => [longitude, latitude])).toEqual([
    [-0.1, 51.5],
    [-0.1, 51.5003],
    [-0.0996, 51.5003],
    [-0.1, 51.5],
    [-0.1, 51.5003],
  ]);
});

test("speed and bearing are those of the way to the next vertex", () => {
  const first = drawnBusAt(triangle as NonNullable<typeof triangle>, 300);
  // 0.0003° north are 33.4 m.
  expect(first.speedMetersPerSecond).toBeCloseTo(33.4, 1);
  expect(first.bearingDegrees).toBeCloseTo(0, 1);
  const second = drawnBusAt(triangle as NonNullable<typeof triangle>, 301);
  expect(second.speedMetersPerSecond).toBeCloseTo(27.8, 1);
  expect(second.bearingDegrees).toBeCloseTo(90, 1);
});

test("a drawing at 800 km/h has no speed that could be true", () => {
  expect(drawnBusAt(two[0] as (typeof two)[number], 0).speedMetersPerSecond).toBeNull();
});

test("positions keep the topic's contract and are dated by their second", () => {
  for (let second = 1_790_000_000; second < 1_790_000_010; second++) {
    const position = drawnBusAt(two[0] as (typeof two)[number], second);
    expect(vehiclePosition.fault(position)).toBeUndefined();
    expect(position.observedAt).toBe(second * 1000);
  }
});
