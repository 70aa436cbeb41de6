import { topics } from "@tributary/contracts";
import { flightColumns } from "../src/flight-columns.ts";
import { flightsDataset } from "../src/flights-dataset.ts";

test("the columns are those of the file of 2015, exactly and in its order", () => {
  expect(flightColumns.join()).toBe(
    "YEAR,MONTH,DAY,DAY_OF_WEEK,AIRLINE,FLIGHT_NUMBER,TAIL_NUMBER,ORIGIN_AIRPORT,DESTINATION_AIRPORT,SCHEDULED_DEPARTURE," +
      "DEPARTURE_TIME,DEPARTURE_DELAY,TAXI_OUT,WHEELS_OFF,SCHEDULED_TIME,ELAPSED_TIME,AIR_TIME,DISTANCE,WHEELS_ON,TAXI_IN," +
      "SCHEDULED_ARRIVAL,ARRIVAL_TIME,ARRIVAL_DELAY,DIVERTED,CANCELLED,CANCELLATION_REASON,AIR_SYSTEM_DELAY,SECURITY_DELAY," +
      "AIRLINE_DELAY,LATE_AIRCRAFT_DELAY,WEATHER_DELAY",
  );
});

test("the flights are read into the topic of flights", () => {
  expect(flightsDataset.topic.name).toBe("aviation.flight.v1");
  expect(topics).toContain(flightsDataset.topic);
});

test("a row index of pandas is passed over", () => {
  const row =
    "2015,1,1,4,AS,98,N407AS,ANC,SEA,0005,2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,";
  const origin = { replay: "r", lineNumber: 2 };
  const [plain, ...indexed] = flightsDataset.layouts;
  expect(indexed.map(({ columns }) => columns.at(-1))).toEqual(["", "Unnamed: 0"]);
  for (const layout of indexed) {
    expect(layout.read([...row.split(","), "17"], origin)).toEqual(plain?.read(row.split(","), origin));
  }
});
