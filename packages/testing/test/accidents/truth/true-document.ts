import { type ClockZone, momentOf, shownBy, zoneCalled } from "./us-clock.ts";

/** What a document of the collection is to have, `record` and `replay` aside; what is not known is absent. */
export type TrueDocument = Readonly<Record<string, unknown>>;

const texts: Readonly<Record<string, string>> = {
  trafficMessageCode: "TMC",
  description: "Description",
  houseNumber: "Number",
  street: "Street",
  side: "Side",
  city: "City",
  county: "County",
  postalCode: "Zipcode",
  country: "Country",
  airportCode: "Airport_Code",
  weatherCondition: "Weather_Condition",
};

const numbers: Readonly<Record<string, string>> = {
  severityLevel: "Severity",
  endLatitude: "End_Lat",
  endLongitude: "End_Lng",
  affectedMiles: "Distance(mi)",
  temperatureFahrenheit: "Temperature(F)",
  windChillFahrenheit: "Wind_Chill(F)",
  humidityPercent: "Humidity(%)",
  pressureInchesOfMercury: "Pressure(in)",
  visibilityMiles: "Visibility(mi)",
  windSpeedMilesPerHour: "Wind_Speed(mph)",
  precipitationInches: "Precipitation(in)",
};

interface Conversion {
  readonly column: string;
  readonly convert: (given: number) => number;
  /** What the result is rounded to. */
  readonly step: number;
}

/** A mile is 1,609.344 m, an inch 25.4 mm, an inch of mercury 3,386.389 Pa, a degree 5/9 of one from 32 on (NIST SP 811). */
const conversions: Readonly<Record<string, Conversion>> = {
  affectedMeters: { column: "Distance(mi)", convert: (miles) => miles * 1_609.344, step: 0.01 },
  temperatureCelsius: { column: "Temperature(F)", convert: (f) => ((f - 32) * 5) / 9, step: 0.01 },
  windChillCelsius: { column: "Wind_Chill(F)", convert: (f) => ((f - 32) * 5) / 9, step: 0.01 },
  pressurePascals: { column: "Pressure(in)", convert: (inches) => inches * 3_386.389, step: 1 },
  visibilityMeters: { column: "Visibility(mi)", convert: (miles) => miles * 1_609.344, step: 0.01 },
  windSpeedMetersPerSecond: {
    column: "Wind_Speed(mph)",
    convert: (miles) => (miles * 1_609.344) / 3_600,
    step: 0.001,
  },
  precipitationMillimeters: { column: "Precipitation(in)", convert: (inches) => inches * 25.4, step: 0.001 },
};

/** By how much a value may differ from the true one: half of what it is rounded to, where it is computed. */
export function tolerance(field: string): number {
  return ((conversions[field]?.step ?? 0) / 2) * (1 + 1e-6);
}

const flags: Readonly<Record<string, string>> = {
  amenity: "Amenity",
  bump: "Bump",
  crossing: "Crossing",
  giveWay: "Give_Way",
  junction: "Junction",
  noExit: "No_Exit",
  railway: "Railway",
  roundabout: "Roundabout",
  station: "Station",
  stop: "Stop",
  trafficCalming: "Traffic_Calming",
  trafficSignal: "Traffic_Signal",
  turningLoop: "Turning_Loop",
};

const daylights: Readonly<Record<string, string>> = {
  sunriseSunset: "Sunrise_Sunset",
  civilTwilight: "Civil_Twilight",
  nauticalTwilight: "Nautical_Twilight",
  astronomicalTwilight: "Astronomical_Twilight",
};

const points = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" ");
const winds: Readonly<Record<string, string>> = {
  ...Object.fromEntries(points.map((point) => [point, point])),
  NORTH: "N",
  EAST: "E",
  SOUTH: "S",
  WEST: "W",
  CALM: "calm",
  VAR: "variable",
  VARIABLE: "variable",
};

/** What should have become of a row. `assumedZone`: what the document says, for a row that names no zone. */
export function trueDocument(
  row: ReadonlyMap<string, string>,
  line: number,
  assumedZone: string,
): TrueDocument {
  const given = (column: string) => row.get(column)?.trim() ?? "";
  const document: Record<string, unknown> = { _id: given("ID"), lineNumber: line };
  const put = (field: string, text: string, value: (text: string) => unknown) => {
    if (text !== "") document[field] = value(text);
  };
  for (const [field, column] of Object.entries(texts)) put(field, given(column), (text) => text);
  for (const [field, column] of Object.entries(numbers)) put(field, given(column), Number);
  for (const [field, { column, convert }] of Object.entries(conversions))
    put(field, given(column), (text) => convert(Number(text)));
  for (const [field, column] of Object.entries(flags)) document[field] = given(column) === "True";
  for (const [field, column] of Object.entries(daylights))
    put(field, given(column), (text) => text.toLowerCase());
  const wind = given("Wind_Direction");
  const known = winds[wind.toUpperCase()];
  put(known === undefined ? "windDirectionGiven" : "windDirection", wind, () => known ?? wind);
  Object.assign(document, times(given, assumedZone));
  const source = given("Source");
  document.meta = source === "" ? { state: given("State") } : { state: given("State"), source };
  document.location = {
    type: "Point",
    coordinates: [Number(given("Start_Lng")), Number(given("Start_Lat"))],
  };
  return document;
}

function times(given: (column: string) => string, assumedZone: string): TrueDocument {
  const named = given("Timezone");
  const zone: ClockZone = zoneCalled(named === "" ? assumedZone : named);
  const start = momentOf(shownBy(given("Start_Time")), zone);
  const notes = [named === "" && "zoneAssumed", start.note && `start${start.note}`];
  const document: Record<string, unknown> = {
    timeZone: zone.name,
    startedAt: new Date(start.at),
    startedLocal: given("Start_Time").replace(" ", "T").replace(/\.0+$/, ""),
  };
  if (given("End_Time") !== "") {
    const shown = shownBy(given("End_Time"));
    const first = momentOf(shown, zone);
    const end = first.at < start.at ? momentOf(shown, zone, true) : first;
    document.endedAt = new Date(end.at);
    notes.push(end.note && `end${end.note}`);
  }
  if (given("Weather_Timestamp") !== "") {
    const weather = momentOf(shownBy(given("Weather_Timestamp")), zone);
    document.weatherObservedAt = new Date(weather.at);
    notes.push(weather.note && `weather${weather.note}`);
  }
  const said = notes.filter((note) => typeof note === "string");
  return said.length === 0 ? document : { ...document, timeNotes: said.join(",") };
}
