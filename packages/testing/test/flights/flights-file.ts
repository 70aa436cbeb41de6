import { join } from "node:path";
import { type GeneratedFile, writeGenerated } from "../chain/generated-file.ts";

/**
 * Writes `rows` generated flights into a file of the folder; with `isSpoilt` there are four rows more that are none:
 * one with 12 commas too many, one of the 29th of February 2015, one whose delay is no number, and a last one that is cut.
 */
export function writeFlights(options: {
  readonly folder: string;
  readonly rows: number;
  readonly seed: number;
  readonly isSpoilt: boolean;
}): Promise<GeneratedFile> {
  const { folder, rows, seed, isSpoilt } = options;
  return writeGenerated({
    path: join(folder, `flights-${rows}-${seed}.csv`),
    generator: "generate-flights",
    rows,
    seed,
    ...(isSpoilt && { spoiler: new URL("spoil-rows.awk", import.meta.url) }),
  });
}
