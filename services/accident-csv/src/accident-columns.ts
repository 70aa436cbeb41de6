/** The columns of `US_Accidents_March23.csv`, in its order. */
export const columns46 = [
  "ID",
  "Source",
  "Severity",
  "Start_Time",
  "End_Time",
  "Start_Lat",
  "Start_Lng",
  "End_Lat",
  "End_Lng",
  "Distance(mi)",
  "Description",
  "Street",
  "City",
  "County",
  "State",
  "Zipcode",
  "Country",
  "Timezone",
  "Airport_Code",
  "Weather_Timestamp",
  "Temperature(F)",
  "Wind_Chill(F)",
  "Humidity(%)",
  "Pressure(in)",
  "Visibility(mi)",
  "Wind_Direction",
  "Wind_Speed(mph)",
  "Precipitation(in)",
  "Weather_Condition",
  "Amenity",
  "Bump",
  "Crossing",
  "Give_Way",
  "Junction",
  "No_Exit",
  "Railway",
  "Roundabout",
  "Station",
  "Stop",
  "Traffic_Calming",
  "Traffic_Signal",
  "Turning_Loop",
  "Sunrise_Sunset",
  "Civil_Twilight",
  "Nautical_Twilight",
  "Astronomical_Twilight",
] as const;

export type AccidentColumn = (typeof columns46)[number] | "TMC" | "Number" | "Side";

const withAddress = columns46.flatMap((column): AccidentColumn[] =>
  column === "Street" ? ["Number", "Street", "Side"] : [column],
);

/** Those of the updated editions of December 2020 and 2021: addresses, and no source. */
export const columns47: readonly AccidentColumn[] = withAddress.filter((column) => column !== "Source");

/** Those of 2019 and 2020: addresses and the code of the Traffic Message Channel. */
export const columns49: readonly AccidentColumn[] = withAddress.flatMap((column): AccidentColumn[] =>
  column === "Source" ? ["Source", "TMC"] : [column],
);
