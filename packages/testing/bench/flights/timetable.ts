import { writeFile } from "node:fs/promises";

const header =
  "YEAR,MONTH,DAY,DAY_OF_WEEK,AIRLINE,FLIGHT_NUMBER,TAIL_NUMBER,ORIGIN_AIRPORT,DESTINATION_AIRPORT," +
  "SCHEDULED_DEPARTURE,DEPARTURE_TIME,DEPARTURE_DELAY,TAXI_OUT,WHEELS_OFF,SCHEDULED_TIME,ELAPSED_TIME,AIR_TIME," +
  "DISTANCE,WHEELS_ON,TAXI_IN,SCHEDULED_ARRIVAL,ARRIVAL_TIME,ARRIVAL_DELAY,DIVERTED,CANCELLED,CANCELLATION_REASON," +
  "AIR_SYSTEM_DELAY,SECURITY_DELAY,AIRLINE_DELAY,LATE_AIRCRAFT_DELAY,WEATHER_DELAY";

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** Writes a file with `rowsEach` flights at each of these minutes of the 1st of January 2015 (0 to 1,439), in order. */
export async function writeTimetable(
  path: string,
  minutes: readonly number[],
  rowsEach: number,
): Promise<void> {
  const lines = minutes.flatMap((minute) => {
    const departure = twoDigits(Math.floor(minute / 60)) + twoDigits(minute % 60);
    return Array.from(
      { length: rowsEach },
      (_, i) => `2015,1,1,4,AS,${i + 1},N407AS,ANC,SEA,${departure},,,,,205,,,1448,,,0430,,,0,1,A,,,,,`,
    );
  });
  await writeFile(path, `${[header, ...lines].join("\n")}\n`);
}
