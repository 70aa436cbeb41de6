import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { RowGenerator } from "../reading/row-generator.ts";

const usage = 2;
const mostRows = 100_000_000;
const mostSeed = 2 ** 31 - 1;

export interface Streams {
  readonly out: Writable;
  readonly err: Writable;
}

export interface GenerateCommandOptions {
  /** As npm knows it: `generate-flights`. */
  readonly script: string;
  readonly help: string;
  /** Rows where none are asked for. */
  readonly rows: number;
  /** Words for `--layout`, the first being the usual one; none if there is but one layout. */
  readonly layouts?: readonly string[];
  readonly generator: (asked: { rows: number; seed: number; layout: string | undefined }) => RowGenerator;
}

/** Writes generated rows as CSV; answers the exit code: 0 written, 1 not written, 2 not understood. */
export async function generateCommand(
  words: readonly string[],
  { out, err }: Streams,
  o: GenerateCommandOptions,
): Promise<number> {
  let asked: Asked;
  try {
    asked = askedFor(words, o);
  } catch (error) {
    err.write(`${(error as Error).message}\n(npm run ${o.script} -- --help tells more)\n`);
    return usage;
  }
  if (asked.help) {
    out.write(o.help);
    return 0;
  }
  const target = asked.file === undefined ? out : createWriteStream(asked.file, { flags: "wx" });
  try {
    await pipeline(Readable.from(contentOf(o.generator(asked))), target);
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
  readonly layout: string | undefined;
  readonly file: string | undefined;
}

function askedFor(words: readonly string[], { rows, layouts = [] }: GenerateCommandOptions): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rows: { type: "string" },
      seed: { type: "string" },
      layout: { type: "string" },
      out: { type: "string", short: "o" },
      help: { type: "boolean", short: "h" },
    },
  });
  const layout = values.layout ?? layouts[0];
  if (layout !== undefined && !layouts.includes(layout)) {
    const choice = layouts.length === 0 ? "and there is but one" : `not one of ${layouts.join(", ")}`;
    throw new Error(`--layout is "${layout}", ${choice}.`);
  }
  return {
    help: values.help === true,
    rows: wholeOf("--rows", values.rows ?? `${rows}`, 1, mostRows),
    seed: wholeOf("--seed", values.seed ?? "1", 0, mostSeed),
    layout,
    file: values.out,
  };
}

/** The whole number that an option asks for; throws words for a person where it is none, or out of range. */
export function wholeOf(name: string, text: string, from: number, to: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new Error(`${name} is "${text}", not a whole number from ${from} to ${to}.`);
}
