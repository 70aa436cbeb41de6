import { integer } from "@tributary/config";
import { csvReplay } from "@tributary/csv-replay";
import { accidentsDataset } from "./accidents-dataset.ts";
import { accidentGenerator } from "./generator/accident-generator.ts";
import { demoRows } from "./generator/demo-rows.ts";

/** Six hours of the collection a second, some 45 accidents: its years from 2019 on in an hour and three quarters. See DECISIONS.md. */
const defaultSpeed = "21600";
/** The collection began with one state and some ten accidents a day; from here on the whole map is awake. See DECISIONS.md. */
const generatedFrom = "2019-01-01";
/** Twice and a half the published file. */
const mostRows = 20_000_000;

/** Replays traffic accidents of the United States: a file, or without one a generated collection. */
export const accidentCsv = csvReplay({
  name: "accident-csv",
  summary: "Replays US accidents, each row exactly once",
  prefix: "ACCIDENT",
  dataset: accidentsDataset,
  defaultSpeed,
  generated: {
    from: generatedFrom,
    config: {
      ACCIDENT_GENERATED_ROWS: integer("Accidents of the generated collection, where no file is given", {
        default: demoRows,
        minimum: 1,
        maximum: mostRows,
      }),
      ACCIDENT_SEED: integer("Which generated collection: the same seed makes the same rows", {
        default: 1,
        minimum: 0,
        maximum: 2 ** 31 - 1,
      }),
    },
    generator: ({ ACCIDENT_GENERATED_ROWS, ACCIDENT_SEED }) =>
      accidentGenerator({ rows: ACCIDENT_GENERATED_ROWS, seed: ACCIDENT_SEED }),
  },
});
