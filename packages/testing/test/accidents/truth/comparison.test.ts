import { Comparison, type Difference } from "./comparison.ts";
import type { TrueDocument } from "./true-document.ts";

const header =
  "ID,Source,Severity,Start_Time,End_Time,Start_Lat,Start_Lng,End_Lat,End_Lng,Distance(mi),Description,Street,City,County,State,Zipcode,Country,Timezone,Airport_Code,Weather_Timestamp,Temperature(F),Wind_Chill(F),Humidity(%),Pressure(in),Visibility(mi),Wind_Direction,Wind_Speed(mph),Precipitation(in),Weather_Condition,Amenity,Bump,Crossing,Give_Way,Junction,No_Exit,Railway,Roundabout,Station,Stop,Traffic_Calming,Traffic_Signal,Turning_Loop,Sunrise_Sunset,Civil_Twilight,Nautical_Twilight,Astronomical_Twilight";
const flags = "False,False,True,False,False,False,False,False,False,False,False,False,False";
/** A row that has next to nothing. */
const bare = (id: string) =>
  `${id},,3,2022-07-01 12:00:00,,40,-75,,,0,,,,,PA,,US,US/Eastern,,,,,,,,,,,,${flags},,,,`;
const csv = [
  header,
  `A-1,Source1,2,2016-02-08 00:37:08.123456789,2016-02-08 06:37:08,39.865147,-84.058723,39.8,-84,0.01,"Lane blocked, ""slow"" traffic."," I-70 E",Dayton,Montgomery,OH,45424-1234,US,US/Eastern,KFFO,2016-02-08 00:58:00,50,41,91,29.68,10,Calm,10,0.02,Light Rain,${flags},Night,Night,Day,Day`,
  "this is no row",
  bare("A-2"),
  bare("A-4"),
].join("\n");

// Worked out by hand: midnight in Dayton is 5:00 in Greenwich; 0.01 mi are 16.09344 m, 50 °F 10 °C, 41 °F 5 °C,
// 29.68 inHg 100,508.0255 Pa, 10 mi 16,093.44 m, 10 mph 4.4704 m/s, 0.02 in 0.508 mm: rounded to centimetres, hundredths of a
// degree, pascals, millimetres a second and micrometres.
const noFlags = {
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
  trafficSignal: false,
  turningLoop: false,
};
const first: TrueDocument = {
  _id: "A-1",
  lineNumber: 2,
  replay: "20261122T120304Z.5f2a9c1e.1.0",
  record: { partition: 3, offset: 4, appendedAt: new Date(0) },
  meta: { state: "OH", source: "Source1" },
  location: { type: "Point", coordinates: [-84.058723, 39.865147] },
  severityLevel: 2,
  startedAt: new Date("2016-02-08T05:37:08.123Z"),
  endedAt: new Date("2016-02-08T11:37:08Z"),
  timeZone: "America/New_York",
  startedLocal: "2016-02-08T00:37:08.123456789",
  endLatitude: 39.8,
  endLongitude: -84,
  affectedMiles: 0.01,
  affectedMeters: 16.09,
  description: 'Lane blocked, "slow" traffic.',
  street: "I-70 E",
  city: "Dayton",
  county: "Montgomery",
  postalCode: "45424-1234",
  country: "US",
  airportCode: "KFFO",
  weatherObservedAt: new Date("2016-02-08T05:58:00Z"),
  temperatureFahrenheit: 50,
  temperatureCelsius: 10,
  windChillFahrenheit: 41,
  windChillCelsius: 5,
  humidityPercent: 91,
  pressureInchesOfMercury: 29.68,
  pressurePascals: 100_508,
  visibilityMiles: 10,
  visibilityMeters: 16_093.44,
  windDirection: "calm",
  windSpeedMilesPerHour: 10,
  windSpeedMetersPerSecond: 4.47,
  precipitationInches: 0.02,
  precipitationMillimeters: 0.508,
  weatherCondition: "Light Rain",
  ...noFlags,
  sunriseSunset: "night",
  civilTwilight: "night",
  nauticalTwilight: "day",
  astronomicalTwilight: "day",
};
const bareDocument = (id: string, lineNumber: number): TrueDocument => ({
  _id: id,
  lineNumber,
  meta: { state: "PA" },
  location: { type: "Point", coordinates: [-75, 40] },
  severityLevel: 3,
  startedAt: new Date("2022-07-01T16:00:00Z"),
  timeZone: "America/New_York",
  startedLocal: "2022-07-01T12:00:00",
  affectedMiles: 0,
  affectedMeters: 0,
  country: "US",
  ...noFlags,
});
const second = bareDocument("A-2", 4);
const third = bareDocument("A-4", 5);
const sound = { rows: 3, documents: 3, missing: 0, repeated: 0, invented: 0, changed: 0, inWords: [] };

function compared(...documents: readonly TrueDocument[]): Difference {
  const comparison = new Comparison(Buffer.from(csv), new Set([3]));
  for (const document of documents) comparison.take(document);
  return comparison.end();
}

test("documents that say what the rows say, in whatever order, differ in nothing", () => {
  expect(compared(third, first, second)).toEqual(sound);
});

test("a missing, a doubled and an invented document are found", () => {
  expect(compared(first, second, second, bareDocument("A-3", 5))).toEqual({
    ...sound,
    documents: 4,
    missing: 1,
    repeated: 1,
    invented: 1,
    inWords: ["A-2 is there again", "A-3 is in no row", "A-4 is not there"],
  });
});

test("a value that is changed, left out or added is found", () => {
  const { city: _, ...cityless } = first;
  for (const [document, words] of [
    [{ ...first, severityLevel: 3 }, "A-1 of line 2: severityLevel is 3 instead of 2"],
    [cityless, 'A-1 of line 2: city is undefined instead of "Dayton"'],
    [{ ...first, side: "R" }, 'A-1 of line 2: side is "R" instead of undefined'],
    [{ ...first, endLatitude: 39.80001 }, "A-1 of line 2: endLatitude is 39.80001 instead of 39.8"],
    [
      { ...first, startedAt: new Date("2016-02-08T05:37:08.124Z") },
      'A-1 of line 2: startedAt is "2016-02-08T05:37:08.124Z" instead of "2016-02-08T05:37:08.123Z"',
    ],
    [
      { ...first, meta: { state: "OH" } },
      'A-1 of line 2: meta is {"state":"OH"} instead of {"state":"OH","source":"Source1"}',
    ],
  ] as const)
    expect(compared(document, second, third)).toEqual({ ...sound, changed: 1, inWords: [words] });
});

test("what is computed may be rounded, and no more than that", () => {
  expect(compared({ ...first, pressurePascals: 100_508.0255 }, second, third)).toEqual(sound);
  expect(compared({ ...first, pressurePascals: 100_509 }, second, third)).toMatchObject({ changed: 1 });
  expect(compared({ ...first, affectedMeters: 16.1 }, second, third)).toMatchObject({ changed: 1 });
});

test("what each replay and each service adds to a row is nothing of the row's", () => {
  expect(compared({ ...first, replay: "another", outliers: "windSpeed" }, second, third)).toEqual(sound);
});

test("a file with an id twice is no truth to compare with", () => {
  const twice = Buffer.from([header, bare("A-2"), bare("A-2")].join("\n"));
  expect(() => new Comparison(twice, new Set())).toThrow("the file has A-2 twice");
});
