import { generateCommand, type Streams } from "@tributary/csv-replay/generating";
import { flightGenerator, flights2015 } from "./flight-generator.ts";

const help = `Writes a year of invented US flights as CSV: the columns, order and sums of the file of 2015.

  npm run generate-flights -- --out flights.csv
  npm run generate-flights -- --rows 100000 --seed 7 --out small.csv
  npm run --silent generate-flights -- --rows 1000 | head

  --rows N    flights of the year; ${flights2015} if not given, as many as 2015 had (about 590 MB)
  --seed N    which year: the same rows and seed make the same bytes; 1 if not given
  --out FILE  write there, to a file that is not there yet; to the terminal or pipe if not given (then run npm with
              --silent, or its own first lines stand before the header)
  --help      this text
`;

/** Does what the words ask for and answers with the exit code: 0 written, 1 not written, 2 not understood. */
export function generateFlights(words: readonly string[], streams: Streams): Promise<number> {
  return generateCommand(words, streams, {
    script: "generate-flights",
    help,
    rows: flights2015,
    generator: flightGenerator,
  });
}
