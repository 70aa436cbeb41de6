import { join } from "node:path";
import { type GeneratedFile, writeGenerated } from "../chain/generated-file.ts";

/**
 * Writes `rows` generated accidents into a file of the folder, and four rows that are none: one with 12 commas too many, one
 * of the 30th of February, one whose severity is a word, and a last one that is cut.
 */
export function writeAccidents(options: {
  readonly folder: string;
  readonly rows: number;
  readonly seed: number;
}): Promise<GeneratedFile> {
  const { folder, rows, seed } = options;
  return writeGenerated({
    path: join(folder, `accidents-${rows}-${seed}.csv`),
    generator: "generate-accidents",
    rows,
    seed,
    spoiler: new URL("spoil-accidents.awk", import.meta.url),
  });
}
