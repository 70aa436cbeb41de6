import fc from "fast-check";
import { type VehiclePosition, vehiclePosition } from "../../src/index.ts";
import { typeOf } from "../../tools/compatibility.ts";

/** A report as a London bus sends it. */
const report: VehiclePosition = {
  vehicleId: "LT:LTZ1234",
  line: "24",
  direction: "outbound",
  destination: "Pimlico, Grosvenor Road",
  latitude: 51.5072,
  longitude: -0.1276,
  bearingDegrees: 187.5,
  speedMetersPerSecond: 6.2,
  observedAt: Date.UTC(2026, 10, 22, 5, 30),
  nextStopId: "490000235X",
  delaySeconds: -35,
  occupancy: "fewSeatsAvailable",
  sequence: 0,
};

const faultOf = (changes: Partial<VehiclePosition>) =>
  vehiclePosition.fault({ ...report, ...changes })?.field;

test("a good report has no fault, and neither has one that knows only what it must", () => {
  expect(vehiclePosition.fault(report)).toBeUndefined();
  const least: Record<string, unknown> = { ...report };
  for (const field of vehiclePosition.schema.fields) if (field.default === null) least[field.name] = null;
  expect(vehiclePosition.fault(least as unknown as VehiclePosition)).toBeUndefined();
  expect(Object.values(least).filter((value) => value !== null)).toHaveLength(4);
});

test("the key is the vehicle, so that its reports stay in order; the event time is that of the fix", () => {
  expect(vehiclePosition.key(report)).toBe("LT:LTZ1234");
  expect(vehiclePosition.eventTime(report)).toBe(1_795_325_400_000);
});

test("records are kept for a day", () => {
  expect(vehiclePosition).toMatchObject({
    partitions: 6,
    cleanup: { policy: "delete", retentionMs: 86_400_000 },
  });
});

test.each<[keyof VehiclePosition, readonly unknown[]]>([
  ["latitude", [-90, 90, 0]],
  ["longitude", [-180, 180, 0, -0]],
  ["bearingDegrees", [0, 359.999]],
  ["speedMetersPerSecond", [0, 60, 150]],
  ["observedAt", [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1) - 1]],
  ["delaySeconds", [-86_400, 0, 86_400]],
  ["sequence", [0, 2 ** 52]],
  ["vehicleId", ["a:b", "LT:a:b", "LT:LTZ 1234", `LT:${"9".repeat(125)}`]],
  ["line", ["N29", "Überlandbus 5", "x".repeat(32)]],
  ["destination", ["Ōtāhuhu", "مطار"]],
])("%s may be at the edges of its range", (field, values) => {
  for (const value of values) expect(faultOf({ [field]: value })).toBeUndefined();
});

test.each<[keyof VehiclePosition, readonly unknown[]]>([
  [
    "latitude",
    [-90.000001, 90.000001, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300],
  ],
  ["longitude", [-180.000001, 180.000001, Number.NaN, Number.POSITIVE_INFINITY]],
  ["bearingDegrees", [-0.001, 360, Number.NaN]],
  ["speedMetersPerSecond", [-0.1, 150.1, Number.NaN, Number.POSITIVE_INFINITY]],
  [
    "observedAt",
    [Date.UTC(2000, 0, 1) - 1, Date.UTC(2100, 0, 1), 0, -1, 1.5, Number.NaN, Date.UTC(2026, 0, 1) / 1000],
  ],
  ["delaySeconds", [-86_401, 86_401, 0.5]],
  ["sequence", [-1, 0.5, 2 ** 52 + 1]],
  ["vehicleId", ["", ":", "LT:", ":LTZ1", "LTZ1", "LT: ", " :x", "LT:a\u0000", `LT:${"9".repeat(126)}`]],
  ["line", ["", "x".repeat(33), "2\n4"]],
  ["destination", ["", "Pim\uFFFDlico", "\uD800", "x".repeat(201), "\u007F"]],
  ["nextStopId", ["", "x".repeat(65)]],
  ["direction", ["", "a".repeat(33)]],
  ["occupancy", ["", "a\nb"]],
])("%s outside its range is a fault of that field", (field, values) => {
  for (const value of values) expect([value, faultOf({ [field]: value })]).toEqual([value, field]);
});

test("0, 0 is what a receiver sends without a fix; either alone is a place", () => {
  expect(vehiclePosition.fault({ ...report, latitude: 0, longitude: -0 })).toEqual({
    field: "latitude",
    given: 0,
    expected: "a fix: 0, 0 is what receivers send without one",
  });
  expect(faultOf({ latitude: 0 })).toBeUndefined();
  expect(faultOf({ longitude: 0 })).toBeUndefined();
});

test("a word of direction or occupancy that is not known yet costs nobody the position", () => {
  expect(faultOf({ direction: "clockwise", occupancy: "noDataAvailable" })).toBeUndefined();
});

test("a fault tells what was given and what is expected", () => {
  expect(vehiclePosition.fault({ ...report, speedMetersPerSecond: 151 })).toEqual({
    field: "speedMetersPerSecond",
    given: 151,
    expected: "0 to 150 m/s",
  });
});

test("no bytes that decode make the check throw, and what it lets pass is finite and in range", () => {
  const type = typeOf(vehiclePosition.schema);
  const bytes = type.toBuffer(report);
  let decoded = 0;
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), fc.nat(bytes.length * 8 - 1), (one, other) => {
      const flipped = Buffer.from(bytes);
      for (const bit of [one, other]) flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let value: VehiclePosition;
      try {
        value = type.fromBuffer(flipped);
      } catch {
        return;
      }
      decoded += 1;
      if (vehiclePosition.fault(value) !== undefined) return;
      expect(Math.abs(value.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(value.longitude)).toBeLessThanOrEqual(180);
      expect(new Date(value.observedAt).getUTCFullYear()).toBeGreaterThanOrEqual(2000);
    }),
    { numRuns: 2000 },
  );
  expect(decoded).toBeGreaterThan(100);
});
