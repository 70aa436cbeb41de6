import {
  celsiusOfFahrenheit,
  metersOfMiles,
  metersPerSecondOfMilesPerHour,
  millimetersOfInches,
  pascalsOfInchesOfMercury,
} from "../src/si-units.ts";

test.each([
  ["freezing", celsiusOfFahrenheit(32), 0],
  ["boiling", celsiusOfFahrenheit(212), 100],
  ["where both scales meet", celsiusOfFahrenheit(-40), -40],
  ["36 °F", celsiusOfFahrenheit(36), 2.22],
  ["31.999 °F, never -0", celsiusOfFahrenheit(31.999), 0],
  ["a mile", metersOfMiles(1), 1_609.34],
  ["ten miles", metersOfMiles(10), 16_093.44],
  ["a hundredth of a mile in single precision", metersOfMiles(0.009999999776482582), 16.09],
  ["60 mph", metersPerSecondOfMilesPerHour(60), 26.822],
  ["an inch", millimetersOfInches(1), 25.4],
  ["a hundredth of an inch", millimetersOfInches(0.01), 0.254],
  ["a standard atmosphere, 29.9213 inHg", pascalsOfInchesOfMercury(29.9213), 101_325],
  ["a vacuum", pascalsOfInchesOfMercury(0), 0],
])("%s", (_, found, expected) => {
  expect(found).toBe(expected);
});

test("what is not known is not known in other units", () => {
  for (const convert of [celsiusOfFahrenheit, metersOfMiles, metersPerSecondOfMilesPerHour])
    expect(convert(null)).toBeNull();
  for (const convert of [millimetersOfInches, pascalsOfInchesOfMercury]) expect(convert(null)).toBeNull();
});

test("no value of the files' resolution has binary noise behind its last digit", () => {
  for (let tenths = -1_000; tenths <= 2_500; tenths += 1) {
    expect(String(celsiusOfFahrenheit(tenths / 10))).toMatch(/^-?\d+(\.\d{1,2})?$/);
    expect(String(metersPerSecondOfMilesPerHour(Math.abs(tenths) / 10))).toMatch(/^\d+(\.\d{1,3})?$/);
    expect(String(metersOfMiles(Math.abs(tenths) / 1_000))).toMatch(/^\d+(\.\d{1,2})?$/);
    expect(String(millimetersOfInches(Math.abs(tenths) / 100))).toMatch(/^\d+(\.\d{1,3})?$/);
  }
});

test("different readings stay different", () => {
  const readings = Array.from({ length: 3_000 }, (_, tenths) => celsiusOfFahrenheit((tenths - 1_000) / 10));
  expect(new Set(readings).size).toBe(3_000);
  const pressures = Array.from({ length: 3_000 }, (_, hundredths) =>
    pascalsOfInchesOfMercury(hundredths / 100),
  );
  expect(new Set(pressures).size).toBe(3_000);
});
