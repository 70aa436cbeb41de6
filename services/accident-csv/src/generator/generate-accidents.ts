import { generateCommand, type Streams } from "@tributary/csv-replay/generating";
import { accidents2023 } from "../published-figures.ts";
import { accidentGenerator } from "./accident-generator.ts";
import type { AccidentLayout } from "./accident-lines.ts";
import { demoRows } from "./demo-rows.ts";

const layouts: readonly AccidentLayout[] = ["46", "47", "49"];

const help = `Writes invented US accidents as CSV: the columns, the disorder and, in proportion, the sums of US_Accidents_March23.csv.

  npm run generate-accidents -- --out accidents.csv
  npm run generate-accidents -- --rows 20000 --seed 7 --layout 49 --out old.csv
  npm run --silent generate-accidents -- --rows 1000 | head

  --rows N    accidents; ${demoRows} if not given; ${accidents2023} are as many as the file has (about 3 GB)
  --seed N    which ones: the same rows and seed make the same bytes; 1 if not given
  --layout C  columns: 46 as in March 2023, 47 as in the updated editions of 2020 and 2021, 49 as before; 46 if not given
  --out FILE  write there, to a file that is not there yet; to the terminal or pipe if not given (then run npm with
              --silent, or its own first lines stand before the header)
  --help      this text
`;

/** Does what the words ask for and answers with the exit code: 0 written, 1 not written, 2 not understood. */
export function generateAccidents(words: readonly string[], streams: Streams): Promise<number> {
  return generateCommand(words, streams, {
    script: "generate-accidents",
    help,
    rows: demoRows,
    layouts,
    generator: ({ rows, seed, layout }) =>
      accidentGenerator({ rows, seed, layout: layouts.find((known) => known === layout) }),
  });
}
