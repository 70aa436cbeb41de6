import { type Accident, accident } from "@tributary/contracts";
import { type Dataset, type Layout, outlierCount } from "@tributary/csv-replay";
import { columns46, columns47, columns49 } from "./accident-columns.ts";
import { accidentReader } from "./accident-row.ts";
import { dateOrderOf } from "./date-order.ts";
import { shiftedAccident } from "./shifted-accident.ts";
import type { DateOrder } from "./written-time.ts";

const weekMs = 7 * 86_400_000;
const orderWords: Readonly<Record<DateOrder, string>> = {
  year: "",
  day: ", dates of a spreadsheet: day, month, year",
  month: ", dates of a spreadsheet: month, day, year",
};

/** US accidents. Shifts are of whole weeks: accidents keep their hour and their day of the week, which they depend on. */
export const accidentsDataset: Dataset<Accident> = {
  name: "accidents",
  topic: accident,
  layouts: [
    ...layoutsOf("March 2023, 46 columns", columns46),
    ...layoutsOf("2020 and 2021 updated, 47 columns", columns47),
    ...layoutsOf("2019 and 2020, 49 columns", columns49),
  ],
  shift: shiftedAccident,
  shiftStepMs: weekMs,
  order: { by: "sort" },
  outliers: ({ outliers }) => outlierCount(outliers),
};

/** `DataFrame.to_csv` writes its index first, under no name, and calls it so when it reads it back. It is passed over. */
function layoutsOf(name: string, columns: readonly string[]): Layout<Accident>[] {
  const withIndex = `${name} and a row index`;
  return [
    layout(name, columns),
    layout(withIndex, [...columns, ""]),
    layout(withIndex, [...columns, "Unnamed: 0"]),
  ];
}

/** As published, unless the rows show that a spreadsheet has written the dates. */
function layout(name: string, columns: readonly string[]): Layout<Accident> {
  const times = ["Start_Time", "End_Time", "Weather_Timestamp"].map((column) => columns.indexOf(column));
  const published: Layout<Accident> = {
    name,
    columns,
    read: accidentReader(columns, "year"),
    settle: async (rows, file) => {
      const { order, isByZeros } = await dateOrderOf(rows, times, file);
      if (order === "year") return published;
      const words = orderWords[order] + (isByZeros ? ", as the leading zeros tell" : "");
      return { name: name + words, columns, read: accidentReader(columns, order) };
    },
  };
  return published;
}
