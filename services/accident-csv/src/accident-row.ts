import type { Accident } from "@tributary/contracts";
import type { Layout } from "@tributary/csv-replay";
import type { AccidentColumn } from "./accident-columns.ts";
import { outlierNames } from "./accident-outliers.ts";
import {
  codeOrNull,
  dayOrNight,
  decimalIn,
  decimalOrNull,
  flag,
  refuse,
  wholeIn,
  words,
  wordsOrNull,
} from "./accident-texts.ts";
import { timesOf } from "./accident-times.ts";
import {
  celsiusOfFahrenheit,
  metersOfMiles,
  metersPerSecondOfMilesPerHour,
  millimetersOfInches,
  pascalsOfInchesOfMercury,
} from "./si-units.ts";
import { isState } from "./us-zones.ts";
import { windDirectionOf } from "./wind-direction.ts";
import type { DateOrder } from "./written-time.ts";

/**
 * Reads rows of these columns, in this order: columns that an edition does not have are null. Times are local ones of the row's
 * zone, blank is null and never 0, ranges are the contract's matter.
 */
export function accidentReader(columns: readonly string[], order: DateOrder): Layout<Accident>["read"] {
  const at = new Map(columns.map((column, index) => [column, index]));

  return (texts, { replay, lineNumber }) => {
    const given = (column: AccidentColumn): string => {
      const index = at.get(column);
      return index === undefined ? "" : (texts[index] as string);
    };
    const measured = (column: AccidentColumn) => decimalOrNull(column, given(column));
    const isNear = (column: AccidentColumn) => flag(column, given(column));
    const state = stateOf(given("State"));
    const times = timesOf(
      {
        start: given("Start_Time"),
        end: given("End_Time"),
        weather: given("Weather_Timestamp"),
        zone: given("Timezone"),
        state,
      },
      order,
    );
    const miles = measured("Distance(mi)");
    const temperature = measured("Temperature(F)");
    const windChill = measured("Wind_Chill(F)");
    const pressure = measured("Pressure(in)");
    const visibility = measured("Visibility(mi)");
    const windSpeed = measured("Wind_Speed(mph)");
    const precipitation = measured("Precipitation(in)");
    const windWord = wordsOrNull(given("Wind_Direction"));
    const windDirection = windWord === null ? null : windDirectionOf(windWord);
    const value = {
      replay,
      lineNumber,
      accidentId: words("ID", given("ID")),
      source: wordsOrNull(given("Source")),
      trafficMessageCode: codeOrNull(given("TMC")),
      severityLevel: wholeIn("Severity", given("Severity")),
      startedAt: times.startedAt,
      endedAt: times.endedAt,
      timeZone: times.timeZone,
      startedLocal: times.startedLocal,
      timeNotes: times.timeNotes,
      startLatitude: decimalIn("Start_Lat", given("Start_Lat")),
      startLongitude: decimalIn("Start_Lng", given("Start_Lng")),
      endLatitude: measured("End_Lat"),
      endLongitude: measured("End_Lng"),
      affectedMiles: miles,
      affectedMeters: metersOfMiles(miles),
      description: wordsOrNull(given("Description")),
      houseNumber: codeOrNull(given("Number")),
      street: wordsOrNull(given("Street")),
      side: wordsOrNull(given("Side")),
      city: wordsOrNull(given("City")),
      county: wordsOrNull(given("County")),
      state,
      postalCode: wordsOrNull(given("Zipcode")),
      country: wordsOrNull(given("Country")),
      airportCode: wordsOrNull(given("Airport_Code")),
      weatherObservedAt: times.weatherObservedAt,
      temperatureFahrenheit: temperature,
      temperatureCelsius: celsiusOfFahrenheit(temperature),
      windChillFahrenheit: windChill,
      windChillCelsius: celsiusOfFahrenheit(windChill),
      humidityPercent: measured("Humidity(%)"),
      pressureInchesOfMercury: pressure,
      pressurePascals: pascalsOfInchesOfMercury(pressure),
      visibilityMiles: visibility,
      visibilityMeters: metersOfMiles(visibility),
      windDirection,
      windDirectionGiven: windDirection === null ? windWord : null,
      windSpeedMilesPerHour: windSpeed,
      windSpeedMetersPerSecond: metersPerSecondOfMilesPerHour(windSpeed),
      precipitationInches: precipitation,
      precipitationMillimeters: millimetersOfInches(precipitation),
      weatherCondition: wordsOrNull(given("Weather_Condition")),
      amenity: isNear("Amenity"),
      bump: isNear("Bump"),
      crossing: isNear("Crossing"),
      giveWay: isNear("Give_Way"),
      junction: isNear("Junction"),
      noExit: isNear("No_Exit"),
      railway: isNear("Railway"),
      roundabout: isNear("Roundabout"),
      station: isNear("Station"),
      stop: isNear("Stop"),
      trafficCalming: isNear("Traffic_Calming"),
      trafficSignal: isNear("Traffic_Signal"),
      turningLoop: isNear("Turning_Loop"),
      sunriseSunset: dayOrNight(given("Sunrise_Sunset")),
      civilTwilight: dayOrNight(given("Civil_Twilight")),
      nauticalTwilight: dayOrNight(given("Nautical_Twilight")),
      astronomicalTwilight: dayOrNight(given("Astronomical_Twilight")),
      outliers: null as string | null,
    };
    value.outliers = outlierNames(value);
    return value;
  };
}

function stateOf(text: string): string {
  const state = words("State", text);
  return isState(state)
    ? state
    : refuse(
        "State",
        state,
        "unknown_state",
        "the two capitals of a state or territory of the United States",
      );
}
