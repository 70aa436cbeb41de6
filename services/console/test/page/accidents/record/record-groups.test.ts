import type { AccidentDocument } from "../../../../page/accidents/record/accident-document.ts";
import { recordGroups } from "../../../../page/accidents/record/record-groups.ts";

const bare: AccidentDocument = {
  _id: "A-728",
  severityLevel: 3,
  meta: { state: "OH" },
  location: { coordinates: [-84.05871, 39.86511] },
  record: { partition: 4, offset: 17, appendedAt: "2026-11-22T12:03:05.120Z" },
  startedAt: "2016-11-06T05:30:08.000Z",
  startedLocal: "2016-11-06T01:30:08.123456789",
  timeZone: "America/New_York",
};
const factsOf = (document: AccidentDocument, title: string) =>
  recordGroups(document).find((group) => group.title === title)?.facts ?? [];
const factOf = (document: AccidentDocument, title: string, name: string) =>
  factsOf(document, title).find((fact) => fact.name === name);

test("the start is told by the clocks of its zone, and in UTC; the end with what lies between", () => {
  const facts = factsOf({ ...bare, endedAt: "2016-11-06T11:30:08.000Z" }, "Time");
  expect(facts.map(({ name, value, twin }) => [name, value, twin])).toEqual([
    ["Began", "Sun, 6 Nov 2016, 01:30:08", "by the clocks of America/New_York"],
    ["In UTC", "Sun, 6 Nov 2016, 05:30 UTC", undefined],
    ["Ended", "Sun, 6 Nov 2016, 11:30 UTC", "after 6\u202fh 0\u202fmin"],
  ]);
});

test("what was assumed about times is said in words, also in a word not known here", () => {
  const assumed = (timeNotes: string) =>
    factsOf({ ...bare, timeNotes }, "Time")
      .filter(({ name }) => name === "Assumed")
      .map(({ value }) => value);
  expect(assumed("startDoubled,zoneAssumed")).toEqual([
    "the start: clocks showed that hour twice in autumn, one is taken",
    "the zone: the file names none, that of most of the state is taken",
  ]);
  expect(assumed("weatherSkipped,leapSecond")).toEqual([
    "the weather report: clocks left that hour out in spring, one later is taken",
    "leapSecond",
  ]);
});

test("weather is told in the units of the source and in the others; what is not known is left out", () => {
  const document = {
    ...bare,
    temperatureFahrenheit: 36.9,
    temperatureCelsius: 2.722_222,
    pressureInchesOfMercury: 29.68,
    pressurePascals: 100_508,
    visibilityMiles: 10,
    visibilityMeters: 16_093.44,
    humidityPercent: 91,
    windDirection: "calm",
  };
  expect(factsOf(document, "Weather").map(({ name, value, twin }) => [name, value, twin])).toEqual([
    ["Temperature", "36.9\u202f°F", "2.72\u202f°C"],
    ["Humidity", "91\u202f%", undefined],
    ["Air pressure", "29.68\u202finHg", "1,005.08\u202fhPa"],
    ["Visibility", "10\u202fmi", "16.09\u202fkm"],
    ["Wind from", "calm", undefined],
  ]);
  expect(recordGroups(bare).find(({ title }) => title === "Weather")).toMatchObject({
    facts: [],
    otherwise: "No weather was reported.",
  });
});

test("outliers are marked where they stand, and nothing else is", () => {
  const document = {
    ...bare,
    outliers: "windSpeedMilesPerHour,windDirectionGiven,side",
    windSpeedMilesPerHour: 822.8,
    windDirectionGiven: "Upward",
    temperatureFahrenheit: 60,
    street: "I-70 E",
    side: "M",
  };
  const marked = recordGroups(document).flatMap(({ facts }) => facts.filter(({ isOutlier }) => isOutlier));
  expect(marked.map(({ name, value, twin }) => [name, value, twin])).toEqual([
    ["Street", "I-70 E", "side given as M"],
    ["Wind", "822.8\u202fmph", undefined],
    ["Wind from", "given as Upward", undefined],
  ]);
});

test("place, road and origin", () => {
  const document = {
    ...bare,
    city: "Dayton",
    postalCode: "45424-1234",
    country: "US",
    county: "Montgomery",
    endLatitude: 39.9,
    endLongitude: -84.1,
    junction: true,
    trafficSignal: true,
    stop: false,
    meta: { state: "OH", source: "Source2" },
  };
  expect(factOf(document, "Place", "City")?.value).toBe("Dayton, OH, 45424-1234");
  expect(factOf(document, "Place", "County")?.twin).toBe("Ohio");
  expect(factOf(document, "Place", "Country")).toBeUndefined();
  expect(factOf({ ...document, country: "CA" }, "Place", "Country")?.value).toBe("CA");
  expect(factOf(document, "Place", "Began at")?.value).toBe("39.86511°, -84.05871°");
  expect(factOf(document, "Place", "Ended at")?.value).toBe("39.90000°, -84.10000°");
  expect(factOf(document, "Road and light", "Nearby")?.value).toBe("junction, traffic signal");
  expect(factOf(bare, "Road and light", "Nearby")?.value).toBe("none of 13 features");
  expect(factOf(document, "Origin", "Reported by")?.value).toBe("Source2");
  expect(factOf(bare, "Origin", "In the log")).toMatchObject({
    value: "partition 4, offset 17",
    twin: "written Sun, 22 Nov 2026, 12:03 UTC",
  });
});
