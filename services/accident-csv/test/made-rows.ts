import { type AccidentColumn, columns46, columns47, columns49 } from "../src/accident-columns.ts";

/** A column of any edition, and what to write there. */
export type Changes = Partial<Record<AccidentColumn, string>>;

/** An accident made up, in the published shapes: no row of the collection may be passed on under this licence. */
const madeUp: Readonly<Record<AccidentColumn, string>> = {
  ID: "A-728",
  Source: "Source1",
  TMC: "201.0",
  Severity: "2",
  Start_Time: "2016-02-08 00:37:08",
  End_Time: "2016-02-08 06:37:08",
  Start_Lat: "40.108909999999995",
  Start_Lng: "-83.09286",
  End_Lat: "40.11206",
  End_Lng: "-83.03187",
  "Distance(mi)": "3.23",
  Description: "Between Alder Rd/Exit 7 and Birch Ave/Exit 9 - Accident.",
  Number: "4120.0",
  Street: " Ring Rd E",
  Side: "R",
  City: "Dublin",
  County: "Franklin",
  State: "OH",
  Zipcode: "43017-1234",
  Country: "US",
  Timezone: "US/Eastern",
  Airport_Code: "KOSU",
  Weather_Timestamp: "2016-02-08 00:53:00",
  "Temperature(F)": "42.1",
  "Wind_Chill(F)": "36.1",
  "Humidity(%)": "58.0",
  "Pressure(in)": "29.76",
  "Visibility(mi)": "10.0",
  Wind_Direction: "SW",
  "Wind_Speed(mph)": "10.4",
  "Precipitation(in)": "0.02",
  Weather_Condition: "Light Rain / Windy",
  Amenity: "False",
  Bump: "False",
  Crossing: "True",
  Give_Way: "False",
  Junction: "False",
  No_Exit: "False",
  Railway: "False",
  Roundabout: "False",
  Station: "False",
  Stop: "False",
  Traffic_Calming: "False",
  Traffic_Signal: "True",
  Turning_Loop: "False",
  Sunrise_Sunset: "Night",
  Civil_Twilight: "Night",
  Nautical_Twilight: "Night",
  Astronomical_Twilight: "Day",
};

export const editions: Readonly<Record<number, readonly AccidentColumn[]>> = {
  46: columns46,
  47: columns47,
  49: columns49,
};

export function madeTexts(columns: readonly AccidentColumn[], changes: Changes = {}): string[] {
  return columns.map((column) => changes[column] ?? madeUp[column]);
}

/** A line of a file; texts with commas, quotes or line ends are quoted. */
export function madeLine(columns: readonly AccidentColumn[], changes: Changes = {}): string {
  return madeTexts(columns, changes)
    .map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join();
}
