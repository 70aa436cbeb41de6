const THIN = "\u202f";
const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

/** How the fields of one measure are told: both units, each with its factor from the field's own. */
interface Measure {
  readonly name: string;
  readonly own: readonly [field: string, unit: string];
  readonly si: readonly [field: string, unit: string, factor: number];
}

const weather: readonly Measure[] = [
  { name: "Temperature", own: ["temperatureFahrenheit", "°F"], si: ["temperatureCelsius", "°C", 1] },
  { name: "Felt as", own: ["windChillFahrenheit", "°F"], si: ["windChillCelsius", "°C", 1] },
  { name: "Humidity", own: ["humidityPercent", "%"], si: ["", "", 1] },
  { name: "Air pressure", own: ["pressureInchesOfMercury", "inHg"], si: ["pressurePascals", "hPa", 0.01] },
  { name: "Visibility", own: ["visibilityMiles", "mi"], si: ["visibilityMeters", "km", 0.001] },
  { name: "Wind", own: ["windSpeedMilesPerHour", "mph"], si: ["windSpeedMetersPerSecond", "m/s", 1] },
  { name: "Precipitation", own: ["precipitationInches", "in"], si: ["precipitationMillimeters", "mm", 1] },
];
const length: Measure = {
  name: "Road affected",
  own: ["affectedMiles", "mi"],
  si: ["affectedMeters", "m", 1],
};

/** A measure of the record in the source's unit, and in the SI's where it has one. */
export interface Measured {
  readonly name: string;
  readonly fields: readonly string[];
  readonly value: string;
  readonly twin: string | undefined;
}

export function weatherMeasures(document: Readonly<Record<string, unknown>>): readonly Measured[] {
  return weather.flatMap((measure) => read(document, measure));
}

export function affectedLength(document: Readonly<Record<string, unknown>>): readonly Measured[] {
  return read(document, length);
}

/** `1,234.5 mi` */
function told(value: number, unit: string): string {
  return `${numbers.format(value)}${THIN}${unit}`;
}

function read(document: Readonly<Record<string, unknown>>, { name, own, si }: Measure): readonly Measured[] {
  const value = document[own[0]];
  if (typeof value !== "number") return [];
  const other = document[si[0]];
  return [
    {
      name,
      fields: [own[0], si[0]],
      value: told(value, own[1]),
      twin: typeof other === "number" ? told(other * si[2], si[1]) : undefined,
    },
  ];
}
