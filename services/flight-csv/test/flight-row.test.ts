import { type Flight, flight } from "@tributary/contracts";
import { RowFault } from "@tributary/csv-replay";
import { flightColumns } from "../src/flight-columns.ts";
import { flightOf } from "../src/flight-row.ts";

/** The first row of the file of 2015. */
const first =
  "2015,1,1,4,AS,98,N407AS,ANC,SEA,0005,2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,";
const origin = { replay: "20261122T120304Z.5f2a9c1e.1.0", lineNumber: 2 };

type Column = (typeof flightColumns)[number];
type Changes = Partial<Record<Column, string>>;

function textsOf(changes: Changes = {}): string[] {
  const texts = first.split(",");
  for (const [column, text] of Object.entries(changes)) texts[flightColumns.indexOf(column as Column)] = text;
  return texts;
}

const read = (changes?: Changes): Flight => flightOf(textsOf(changes), origin);

function refusal(changes: Changes): RowFault {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof RowFault) return error;
    throw error;
  }
  throw new Error("not refused");
}

const cancelled: Changes = {
  DEPARTURE_TIME: "",
  DEPARTURE_DELAY: "",
  TAXI_OUT: "",
  WHEELS_OFF: "",
  ELAPSED_TIME: "",
  AIR_TIME: "",
  WHEELS_ON: "",
  TAXI_IN: "",
  ARRIVAL_TIME: "",
  ARRIVAL_DELAY: "",
  CANCELLED: "1",
  CANCELLATION_REASON: "B",
};

test("the first row of 2015 is read as it stands", () => {
  expect(read()).toEqual({
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    lineNumber: 2,
    scheduledDate: 16_436,
    isoWeekday: 4,
    airline: "AS",
    flightNumber: "98",
    tailNumber: "N407AS",
    originAirport: "ANC",
    destinationAirport: "SEA",
    scheduledDepartureLocalMinutes: 5,
    departureLocalMinutes: 1_434,
    departureDelayMinutes: -11,
    taxiOutMinutes: 21,
    wheelsOffLocalMinutes: 15,
    scheduledTimeMinutes: 205,
    elapsedTimeMinutes: 194,
    airTimeMinutes: 169,
    distanceMiles: 1_448,
    wheelsOnLocalMinutes: 244,
    taxiInMinutes: 4,
    scheduledArrivalLocalMinutes: 270,
    arrivalLocalMinutes: 248,
    arrivalDelayMinutes: -22,
    diverted: false,
    cancelled: false,
    cancellationReason: null,
    airSystemDelayMinutes: null,
    securityDelayMinutes: null,
    airlineDelayMinutes: null,
    lateAircraftDelayMinutes: null,
    weatherDelayMinutes: null,
    outliers: null,
  });
});

test("it keeps the contract, is of its airline's day, and happened when it was scheduled", () => {
  expect(flight.fault(read())).toBeUndefined();
  expect(flight.key(read())).toBe("AS|2015-01-01");
  expect(flight.eventTime(read())).toBe(Date.UTC(2015, 0, 1, 0, 5));
});

test("a copy that pandas or a spreadsheet has made says the same", () => {
  const copy =
    "2015,1,1,4,AS,98,N407AS,ANC,SEA,5,2354.0,-11.0,21.0,15.0,205.0,194.0,169.0,1448,404.0,4.0,430,408.0,-22.0,0,0,,,,,,";
  expect(flightOf(copy.split(","), origin)).toEqual(read());
  const withWords = copy.replace(",0,0,,,,,,", ",0.0,0.0,NA,NaN,nan,NULL,None,null");
  expect(flightOf(withWords.split(","), origin)).toEqual(read());
});

test("a cancelled flight knows neither departure nor delay: blank is null and not 0", () => {
  const flown = read(cancelled);
  expect(flown).toMatchObject({
    cancelled: true,
    cancellationReason: "B",
    departureLocalMinutes: null,
    departureDelayMinutes: null,
    arrivalDelayMinutes: null,
    outliers: null,
  });
  expect(read({ ARRIVAL_DELAY: "0" }).arrivalDelayMinutes).toBe(0);
});

test("every column but those without which there is no flight may be blank", () => {
  const needed = ["YEAR", "MONTH", "DAY", "DAY_OF_WEEK", "AIRLINE", "FLIGHT_NUMBER", "ORIGIN_AIRPORT"];
  needed.push("DESTINATION_AIRPORT", "SCHEDULED_DEPARTURE", "SCHEDULED_ARRIVAL", "DIVERTED", "CANCELLED");
  for (const column of flightColumns) {
    if (needed.includes(column)) {
      expect(refusal({ [column]: "" })).toMatchObject({
        column,
        reason: "missing",
        message: `${column} is blank, and no flight is without it`,
      });
    } else {
      expect(flight.fault(read({ [column]: "" }))).toBeUndefined();
    }
  }
});

test("airports are kept as given, five digits in October as well", () => {
  expect(read({ ORIGIN_AIRPORT: "14747", DESTINATION_AIRPORT: "11298" })).toMatchObject({
    originAirport: "14747",
    destinationAirport: "11298",
  });
});

test.each([
  ["98", "98"],
  ["0098", "98"],
  ["0", "0"],
  ["000", "0"],
  ["100", "100"],
  ["12A", "12A"],
])("flight number %s is %s", (given, number) => {
  expect(read({ FLIGHT_NUMBER: given }).flightNumber).toBe(number);
});

test.each<[Changes, string, string, string]>([
  [
    { SCHEDULED_DEPARTURE: "2360" },
    "SCHEDULED_DEPARTURE",
    "not_a_time",
    'SCHEDULED_DEPARTURE is "2360", not a time of day: HHMM with hours 00 to 23 and minutes 00 to 59, or 2400',
  ],
  [
    { ARRIVAL_TIME: "1299" },
    "ARRIVAL_TIME",
    "not_a_time",
    'ARRIVAL_TIME is "1299", not a time of day: HHMM with hours 00 to 23 and minutes 00 to 59, or 2400',
  ],
  [{ DISTANCE: "12.5" }, "DISTANCE", "not_a_number", 'DISTANCE is "12.5", not a whole number'],
  [{ DAY_OF_WEEK: "Thu" }, "DAY_OF_WEEK", "not_a_number", 'DAY_OF_WEEK is "Thu", not a whole number'],
  [{ CANCELLED: "2" }, "CANCELLED", "not_a_flag", 'CANCELLED is "2", not 0 or 1'],
  [{ DIVERTED: "yes" }, "DIVERTED", "not_a_flag", 'DIVERTED is "yes", not 0 or 1'],
  [{ DAY: "29", MONTH: "2" }, "DAY", "no_such_day", "there is no 29 February 2015"],
  [
    { AIRLINE: "Alaska Airlines" },
    "AIRLINE",
    "not_a_code",
    'AIRLINE is "Alaska Airlines", not an airline\'s code: 2 to 8 capitals and digits',
  ],
  [
    { AIRLINE: "as" },
    "AIRLINE",
    "not_a_code",
    'AIRLINE is "as", not an airline\'s code: 2 to 8 capitals and digits',
  ],
  [
    { AIRLINE: "A" },
    "AIRLINE",
    "not_a_code",
    'AIRLINE is "A", not an airline\'s code: 2 to 8 capitals and digits',
  ],
  [{ AIRLINE: "NA" }, "AIRLINE", "missing", 'AIRLINE is "NA", and no flight is without it'],
])("%j is refused with column, reason and words", (changes, column, reason, message) => {
  expect(refusal(changes)).toMatchObject({ column, reason, message });
});

test("a reason shows no more of a column than a line can hold", () => {
  expect(refusal({ TAXI_IN: "9x".repeat(500) }).message).toBe(
    `TAXI_IN is "${"9x".repeat(20)}…", not a whole number`,
  );
});

test("an airline that nobody has heard of is taken as it is and marked", () => {
  const unknown = read({ AIRLINE: "G4" });
  expect(unknown).toMatchObject({ airline: "G4", outliers: "airline" });
  expect(flight.fault(unknown)).toBeUndefined();
});

test("2400 is the day's end", () => {
  expect(read({ ARRIVAL_TIME: "2400" }).arrivalLocalMinutes).toBe(1_440);
});
