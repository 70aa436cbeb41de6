import { type Flight, flight } from "@tributary/contracts";
import { type Dataset, outlierCount } from "@tributary/csv-replay";
import { flightColumns } from "./flight-columns.ts";
import { flightOf } from "./flight-row.ts";
import { shiftedFlight } from "./shifted-flight.ts";

const dayMs = 86_400_000;

/** US domestic flights. Shifts are of whole days: the times of the day are local ones of places the file does not name. */
export const flightsDataset: Dataset<Flight> = {
  name: "flights",
  topic: flight,
  layouts: [
    { name: "2015, 31 columns", columns: flightColumns, read: flightOf },
    // `DataFrame.to_csv` writes its index first, under no name, and calls it so when it reads it back. It is passed over.
    { name: "2015, 31 columns and a row index", columns: [...flightColumns, ""], read: flightOf },
    { name: "2015, 31 columns and a row index", columns: [...flightColumns, "Unnamed: 0"], read: flightOf },
  ],
  shift: shiftedFlight,
  shiftStepMs: dayMs,
  order: { by: "file" },
  outliers: ({ outliers }) => outlierCount(outliers),
};
