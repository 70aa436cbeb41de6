import { integer } from "@tributary/config";
import { csvReplay } from "@tributary/csv-replay";
import { flightsDataset } from "./flights-dataset.ts";
import { flightGenerator, flights2015 } from "./generator/flight-generator.ts";

/** An hour of 2015 a second, about 660 rows: a day in 24 s, the year in two and a half hours. See DECISIONS.md. */
const defaultSpeed = "3600";
/** Twice the flights that the United States have in a year, and some. */
const mostRows = 20_000_000;

/** Replays a year of US flights: a file, or without one a generated year. */
export const flightCsv = csvReplay({
  name: "flight-csv",
  summary: "Replays a year of US flights, each row exactly once",
  prefix: "FLIGHT",
  dataset: flightsDataset,
  defaultSpeed,
  generated: {
    config: {
      FLIGHT_GENERATED_ROWS: integer("Flights of the generated year, where no file is given", {
        default: flights2015,
        minimum: 1,
        maximum: mostRows,
      }),
      FLIGHT_SEED: integer("Which generated year: the same seed makes the same rows", {
        default: 1,
        minimum: 0,
        maximum: 2 ** 31 - 1,
      }),
    },
    generator: ({ FLIGHT_GENERATED_ROWS, FLIGHT_SEED }) =>
      flightGenerator({ rows: FLIGHT_GENERATED_ROWS, seed: FLIGHT_SEED }),
  },
});
