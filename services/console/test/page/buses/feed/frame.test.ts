import { readFrame } from "../../../../page/buses/feed/frame.ts";

test("reads columns by name, whatever their order, and passes over those it does not know", () => {
  const frame = readFrame(
    "delta",
    JSON.stringify({
      clock: 5,
      columns: ["observedAt", "colour", "vehicleId", "longitude", "latitude", "appendedAt", "line"],
      rows: [[1, "red", "op:1", -0.1, 51.5, 2, "24"]],
    }),
  );
  expect(frame).toEqual({
    kind: "delta",
    clock: 5,
    vehicles: [
      {
        vehicleId: "op:1",
        latitude: 51.5,
        longitude: -0.1,
        observedAt: 1,
        appendedAt: 2,
        line: "24",
        direction: null,
        destination: null,
        bearingDegrees: null,
        speedMetersPerSecond: null,
        nextStopId: null,
        delaySeconds: null,
        occupancy: null,
      },
    ],
  });
});

test("keeps a speed of zero apart from none", () => {
  const columns = ["vehicleId", "latitude", "longitude", "observedAt", "appendedAt", "speedMetersPerSecond"];
  const rows = [["a", 51, 0, 1, 1, 0]];
  const frame = readFrame("reset", JSON.stringify({ clock: 1, columns, rows }));
  expect(frame).toMatchObject({
    kind: "reset",
    vehicles: [{ speedMetersPerSecond: 0, bearingDegrees: null }],
  });
});

test("reads removals and the request to reconnect", () => {
  expect(readFrame("remove", '{"clock":3,"keys":["a"]}')).toEqual({ kind: "remove", clock: 3, keys: ["a"] });
  expect(readFrame("reconnect", '{"clock":3}')).toEqual({ kind: "reconnect", clock: 3 });
});

test("passes over events of a later version, and names what a frame lacks", () => {
  expect(readFrame("weather", "{}")).toBeUndefined();
  const lacking = JSON.stringify({ clock: 1, columns: ["vehicleId", "latitude", "longitude"], rows: [] });
  expect(() => readFrame("delta", lacking)).toThrow("lack observedAt, appendedAt");
});
