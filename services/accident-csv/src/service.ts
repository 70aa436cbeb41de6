import { csvReplay } from "@tributary/csv-replay";
import { accidentsDataset } from "./accidents-dataset.ts";

/** Six hours of the collection a second: its seven years in under three hours. See DECISIONS.md. */
const defaultSpeed = "21600";

/** Replays traffic accidents of the United States: a file. */
export const accidentCsv = csvReplay({
  name: "accident-csv",
  summary: "Replays US accidents, each row exactly once",
  prefix: "ACCIDENT",
  dataset: accidentsDataset,
  defaultSpeed,
});
