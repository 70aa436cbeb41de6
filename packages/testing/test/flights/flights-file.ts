import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { rootScript } from "./root-script.ts";

/** A CSV file of generated flights. */
export interface FlightsFile {
  readonly path: string;
  readonly bytes: number;
  /** The header's and the bad rows' included. */
  readonly lines: number;
  /** Rows that are flights. */
  readonly rows: number;
  /** Numbers of the lines that are none, ascending. */
  readonly badLines: readonly number[];
}

const spoiler = fileURLToPath(new URL("spoil-rows.awk", import.meta.url));

/**
 * Writes `rows` generated flights into a file of the folder; with `isSpoilt` there are four rows more that are none:
 * one with 12 commas too many, one of the 29th of February 2015, one whose delay is no number, and a last one that is cut.
 */
export async function writeFlights(options: {
  readonly folder: string;
  readonly rows: number;
  readonly seed: number;
  readonly isSpoilt: boolean;
}): Promise<FlightsFile> {
  const { folder, rows, seed, isSpoilt } = options;
  const path = join(folder, `flights-${rows}-${seed}.csv`);
  const generator = spawn(
    process.execPath,
    ["--no-warnings", await rootScript("generate-flights"), "--rows", String(rows), "--seed", String(seed)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(generator, "close");
  const spoiltAt = [0.2, 0.5, 0.8].map((share) => 2 + Math.floor(share * rows));
  if (isSpoilt) {
    const awk = spawn("awk", ["-v", `at=${spoiltAt.join(",")}`, "-f", spoiler], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await Promise.all([pipeline(generator.stdout, awk.stdin), pipeline(awk.stdout, createWriteStream(path))]);
  } else {
    await pipeline(generator.stdout, createWriteStream(path));
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`the generator of flights ended with ${code}`);
  const badLines = isSpoilt ? [...spoiltAt, rows + spoiltAt.length + 2] : [];
  return { path, bytes: (await stat(path)).size, lines: 1 + rows + badLines.length, rows, badLines };
}
