import { type Accident, accident } from "@tributary/contracts";
import { RowFault } from "@tributary/csv-replay";
import { type AccidentColumn, columns46, columns47, columns49 } from "../src/accident-columns.ts";
import { accidentReader } from "../src/accident-row.ts";
import { type Changes, editions, madeTexts } from "./made-rows.ts";

const origin = { replay: "20261122T120304Z.5f2a9c1e.1.0", lineNumber: 2 };
const read = (changes?: Changes, columns: readonly AccidentColumn[] = columns49): Accident =>
  accidentReader(columns, "year")(madeTexts(columns, changes), origin);

function refusal(changes: Changes): RowFault {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof RowFault) return error;
    throw error;
  }
  throw new Error("not refused");
}

test("a row of all 49 columns is read as it stands, with the units of the SI beside the file's", () => {
  expect(read()).toEqual({
    ...origin,
    accidentId: "A-728",
    source: "Source1",
    trafficMessageCode: "201",
    severityLevel: 2,
    startedAt: Date.UTC(2016, 1, 8, 5, 37, 8),
    endedAt: Date.UTC(2016, 1, 8, 11, 37, 8),
    timeZone: "America/New_York",
    startedLocal: "2016-02-08T00:37:08",
    timeNotes: null,
    startLatitude: 40.108909999999995,
    startLongitude: -83.09286,
    endLatitude: 40.11206,
    endLongitude: -83.03187,
    affectedMiles: 3.23,
    affectedMeters: 5_198.18,
    description: "Between Alder Rd/Exit 7 and Birch Ave/Exit 9 - Accident.",
    houseNumber: "4120",
    street: "Ring Rd E",
    side: "R",
    city: "Dublin",
    county: "Franklin",
    state: "OH",
    postalCode: "43017-1234",
    country: "US",
    airportCode: "KOSU",
    weatherObservedAt: Date.UTC(2016, 1, 8, 5, 53),
    temperatureFahrenheit: 42.1,
    temperatureCelsius: 5.61,
    windChillFahrenheit: 36.1,
    windChillCelsius: 2.28,
    humidityPercent: 58,
    pressureInchesOfMercury: 29.76,
    pressurePascals: 100_779,
    visibilityMiles: 10,
    visibilityMeters: 16_093.44,
    windDirection: "SW",
    windDirectionGiven: null,
    windSpeedMilesPerHour: 10.4,
    windSpeedMetersPerSecond: 4.649,
    precipitationInches: 0.02,
    precipitationMillimeters: 0.508,
    weatherCondition: "Light Rain / Windy",
    amenity: false,
    bump: false,
    crossing: true,
    giveWay: false,
    junction: false,
    noExit: false,
    railway: false,
    roundabout: false,
    station: false,
    stop: false,
    trafficCalming: false,
    trafficSignal: true,
    turningLoop: false,
    sunriseSunset: "night",
    civilTwilight: "night",
    nauticalTwilight: "night",
    astronomicalTwilight: "day",
    outliers: null,
  });
});

test("it keeps the contract, and is of its id and its start", () => {
  expect(accident.fault(read())).toBeUndefined();
  expect(accident.key(read())).toBe("A-728");
  expect(accident.eventTime(read())).toBe(Date.UTC(2016, 1, 8, 5, 37, 8));
});

test("of an edition without some columns these are null, and all else is the same", () => {
  const whole = read();
  expect(read({}, columns47)).toEqual({ ...whole, source: null, trafficMessageCode: null });
  expect(read({}, columns46)).toEqual({ ...whole, trafficMessageCode: null, houseNumber: null, side: null });
  for (const columns of Object.values(editions)) expect(accident.fault(read({}, columns))).toBeUndefined();
});

test("each column is read into fields of its own: swapping two of a kind shows", () => {
  const flags = columns46.filter((column) => madeTexts([column])[0]?.match(/^(True|False)$/));
  expect(flags).toHaveLength(13);
  const base = Object.fromEntries(flags.map((column) => [column, "False"])) as Changes;
  for (const column of flags) {
    const value: Readonly<Record<string, unknown>> = { ...read({ ...base, [column]: "True" }) };
    const name = column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const field = name[0]?.toLowerCase() + name.slice(1);
    expect(Object.keys(value).filter((key) => value[key] === true)).toEqual([field]);
  }
});

test("every column but those without which there is no accident may be blank", () => {
  const needed = ["ID", "Severity", "Start_Time", "Start_Lat", "Start_Lng", "State"];
  for (const column of columns49) {
    const isFlag = /^(True|False)$/.test(madeTexts([column])[0] ?? "");
    if (needed.includes(column) || isFlag) {
      const message = `${column} is blank, and no accident is without it`;
      expect(refusal({ [column]: "" })).toMatchObject({ column, reason: "missing", message });
    } else {
      const value = read({ [column]: "" });
      expect(accident.fault(value)).toBeUndefined();
      expect([column, value.outliers]).toEqual([column, null]);
    }
  }
});

test("blank is null and never 0, and 0 is 0", () => {
  expect(read({ "Precipitation(in)": "", "Wind_Chill(F)": "", End_Lat: "", End_Lng: "" })).toMatchObject({
    precipitationInches: null,
    precipitationMillimeters: null,
    windChillFahrenheit: null,
    windChillCelsius: null,
    endLatitude: null,
    endLongitude: null,
  });
  expect(read({ "Precipitation(in)": "0.0", "Distance(mi)": "0" })).toMatchObject({
    precipitationInches: 0,
    precipitationMillimeters: 0,
    affectedMiles: 0,
    affectedMeters: 0,
  });
});

test("the wind's word is kept where no point of the compass has its meaning", () => {
  expect(read({ Wind_Direction: "CALM" })).toMatchObject({ windDirection: "calm", windDirectionGiven: null });
  expect(read({ Wind_Direction: "Upward" })).toMatchObject({
    windDirection: null,
    windDirectionGiven: "Upward",
    outliers: "windDirectionGiven",
  });
});

test("a copy that pandas or a spreadsheet has made says the same", () => {
  const copy: Changes = {
    Crossing: "TRUE",
    Traffic_Signal: "1",
    Bump: "FALSE",
    Severity: "2.0",
    TMC: "201",
    Number: "4120",
  };
  expect(read(copy)).toEqual(read());
  expect(read({ Description: "nan", City: "NA", "Humidity(%)": "NaN", Zipcode: "NULL" })).toMatchObject({
    description: null,
    city: null,
    humidityPercent: null,
    postalCode: null,
  });
});

test("a description keeps its language and loses what the contract refuses", () => {
  const value = read({ Description: "Accidente en la Av. Señorial;\tcarril\nizquierdo cerrado\u0000 " });
  expect(value.description).toBe("Accidente en la Av. Señorial; carril izquierdo cerrado");
  expect(accident.fault(value)).toBeUndefined();
});

test("an accident that ends before it starts is sent and marked", () => {
  const value = read({ End_Time: "2016-02-08 00:37:07" });
  expect(value).toMatchObject({ endedAt: Date.UTC(2016, 1, 8, 5, 37, 7), outliers: "endedAt" });
  expect(accident.fault(value)).toBeUndefined();
});

test.each<[Changes, string, string, string]>([
  [
    { State: "XX" },
    "State",
    "unknown_state",
    'State is "XX", not the two capitals of a state or territory of the United States',
  ],
  [
    { State: "Ohio" },
    "State",
    "unknown_state",
    'State is "Ohio", not the two capitals of a state or territory of the United States',
  ],
  [
    { Timezone: "Europe/Berlin" },
    "Timezone",
    "unknown_zone",
    'Timezone is "Europe/Berlin", not a zone of the United States, such as US/Eastern',
  ],
  [{ Severity: "high" }, "Severity", "not_a_number", 'Severity is "high", not a number'],
  [{ Start_Lat: "40,1" }, "Start_Lat", "not_a_number", 'Start_Lat is "40,1", not a number'],
  [{ Junction: "maybe" }, "Junction", "not_a_flag", 'Junction is "maybe", not True or False'],
  [
    { Start_Time: "2" },
    "Start_Time",
    "not_a_time",
    'Start_Time is "2", not a time such as 2016-02-08 00:37:08',
  ],
])("%j is refused with column, reason and words", (changes, column, reason, message) => {
  expect(refusal(changes)).toMatchObject({ column, reason, message });
});

test("a severity or a place that cannot be is the contract's to refuse", () => {
  expect(accident.fault(read({ Severity: "5" }))?.field).toBe("severityLevel");
  expect(accident.fault(read({ Start_Lat: "91" }))?.field).toBe("startLatitude");
});
