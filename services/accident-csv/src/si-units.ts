/**
 * US units in those of the SI. The factors are exact but for the inch of mercury, whose conventional value (at 0 °C) is that of NIST
 * Special Publication 811, appendix B.8. Each result is rounded to a step finer than the files' own resolution, so that 36 °F is
 * 2.22 °C and not 2.2222222222222223.
 */
export const metersOfMiles = (miles: number | null) => converted(miles, 1_609.344, 100);
export const metersPerSecondOfMilesPerHour = (speed: number | null) => converted(speed, 0.447_04, 1_000);
export const millimetersOfInches = (inches: number | null) => converted(inches, 25.4, 1_000);
export const pascalsOfInchesOfMercury = (inches: number | null) => converted(inches, 3_386.389, 1);
export const celsiusOfFahrenheit = (degrees: number | null) =>
  converted(degrees === null ? null : degrees - 32, 5 / 9, 100);

/** `value` times `factor`, rounded to so many parts of the unit. */
function converted(value: number | null, factor: number, partsOfUnit: number): number | null {
  if (value === null) return null;
  const parts = Math.round(value * factor * partsOfUnit);
  return parts === 0 ? 0 : parts / partsOfUnit; // never -0, which would show
}
