import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { rootScript } from "./root-script.ts";

/** A CSV file of generated rows. */
export interface GeneratedFile {
  readonly path: string;
  readonly bytes: number;
  /** The header's and the bad rows' included. */
  readonly lines: number;
  /** Rows that are good. */
  readonly rows: number;
  /** Numbers of the lines that are not, ascending. */
  readonly badLines: readonly number[];
}

export interface GeneratedFileOptions {
  readonly path: string;
  /** Script of the root that writes such a file to its standard output. */
  readonly generator: string;
  readonly rows: number;
  readonly seed: number;
  /** An awk script that puts three rows more into the file, at the lines of its variable `at`, and one behind the last. */
  readonly spoiler?: URL;
}

/** Writes so many generated rows, a line each, into a file, and with a spoiler four more that are bad. */
export async function writeGenerated(options: GeneratedFileOptions): Promise<GeneratedFile> {
  const { path, rows, seed, spoiler } = options;
  const generator = spawn(
    process.execPath,
    ["--no-warnings", await rootScript(options.generator), "--rows", String(rows), "--seed", String(seed)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const generated = exitOf(generator);
  const spoiltAt = [0.2, 0.5, 0.8].map((share) => 2 + Math.floor(share * rows));
  if (spoiler === undefined) await pipeline(generator.stdout, createWriteStream(path));
  else {
    const awk = spawn("awk", ["-v", `at=${spoiltAt.join(",")}`, "-f", spoiler.pathname], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const spoilt = exitOf(awk);
    await Promise.all([pipeline(generator.stdout, awk.stdin), pipeline(awk.stdout, createWriteStream(path))]);
    if ((await spoilt) !== 0) throw new Error(`${spoiler.pathname} ended with ${await spoilt}`);
  }
  if ((await generated) !== 0) throw new Error(`${options.generator} ended with ${await generated}`);
  const badLines = spoiler === undefined ? [] : [...spoiltAt, rows + spoiltAt.length + 2];
  return { path, bytes: (await stat(path)).size, lines: 1 + rows + badLines.length, rows, badLines };
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  return (await once(child, "close"))[0];
}
