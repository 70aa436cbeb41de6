import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { RowGenerator } from "@tributary/csv-replay";
import { flightGenerator, flights2015 } from "./flight-generator.ts";

const usage = 2;
const mostRows = 100_000_000;
const mostSeed = 2 ** 31 - 1;

export const help = `Writes a year of invented US flights as CSV: the columns, order and sums of the file of 2015.

  npm run generate-flights -- --out flights.csv
  npm run generate-flights -- --rows 100000 --seed 7 --out small.csv
  npm run --silent generate-flights -- --rows 1000 | head

  --rows N    flights of the year; ${flights2015} if not given, as many as 2015 had (about 590 MB)
  --seed N    which year: the same rows and seed make the same bytes; 1 if not given
  --out FILE  write there, to a file that is not there yet; to the terminal or pipe if not given (then run npm with
              --silent, or its own first lines stand before the header)
  --help      this text
`;

export interface Streams {
  readonly out: Writable;
  readonly err: Writable;
}

/** Does what the words ask for and answers with the exit code: 0 written, 1 not written, 2 not understood. */
export async function generateFlights(words: readonly string[], { out, err }: Streams): Promise<number> {
  let asked: Asked;
  try {
    asked = askedFor(words);
  } catch (error) {
    err.write(`${(error as Error).message}\n(npm run generate-flights -- --help tells more)\n`);
    return usage;
  }
  if (asked.help) {
    out.write(help);
    return 0;
  }
  const target = asked.file === undefined ? out : createWriteStream(asked.file, { flags: "wx" });
  try {
    await pipeline(Readable.from(contentOf(flightGenerator(asked))), target);
    return 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EPIPE") return 0; // `| head` has read enough
    err.write(
      code === "EEXIST"
        ? `${asked.file} is there already: name another file, or remove it.\n`
        : `${message}\n`,
    );
    return 1;
  }
}

function* contentOf(generator: RowGenerator): Iterable<Buffer> {
  yield Buffer.from(`${generator.header}\n`);
  yield* generator.blocks(0);
}

interface Asked {
  readonly help: boolean;
  readonly rows: number;
  readonly seed: number;
  readonly file: string | undefined;
}

function askedFor(words: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rows: { type: "string" },
      seed: { type: "string" },
      out: { type: "string", short: "o" },
      help: { type: "boolean", short: "h" },
    },
  });
  return {
    help: values.help === true,
    rows: wholeOf("--rows", values.rows ?? `${flights2015}`, 1, mostRows),
    seed: wholeOf("--seed", values.seed ?? "1", 0, mostSeed),
    file: values.out,
  };
}

function wholeOf(name: string, text: string, from: number, to: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Error(`${name} is "${text}", not a whole number from ${from} to ${to}.`);
}
