import { parseArgs } from "node:util";
import {
  Display,
  InputError,
  type InspectionReport,
  inspect,
  pathOf,
  type ReplayTerminal,
} from "@tributary/csv-replay";
import { wholeOf } from "@tributary/csv-replay/generating";
import { ExitCode, type Ports } from "@tributary/runtime";
import { promisedTotals, publishedTotals } from "../accident-totals.ts";
import { accidentsDataset } from "../accidents-dataset.ts";
import { accidentGenerator } from "../generator/accident-generator.ts";
import { demoRows } from "../generator/demo-rows.ts";
import { AccidentCounter } from "./accident-counter.ts";
import { formatVerification } from "./format-verification.ts";
import { isPublishedFile, verification } from "./verification.ts";

const usage = 2;
const mostRows = 100_000_000;
const mostSeed = 2 ** 31 - 1;

const help = `Counts a file of US accidents by severity, state, local hour, weekday and year, and holds it against what is known.

  npm run verify -- accidents US_Accidents_March23.csv   against the totals published for this file
  npm run verify -- accidents                            the generated file, against what its generator promises
  npm run verify -- accidents --rows 20000 --seed 7

  FILE        CSV of a known layout, also packed with gzip; read as a replay reads it, with its zones and its bad rows
  --rows N    without FILE: rows to generate; ${demoRows} if not given
  --seed N    without FILE: which ones; 1 if not given
  --json      the outcome as one JSON document
  --help      this text

Totals are published for the whole file of March 2023 alone; of any other file the counts are shown, and nothing is held against them.
Exit codes: 0 every total is equal, 1 not, or there is none to compare with, 2 not understood, 78 the file is not usable.
`;

export interface VerifyOptions extends Pick<Ports, "env"> {
  readonly terminal: Pick<ReplayTerminal, "out" | "err" | "width" | "onStop">;
  /** The folder that a relative path starts from when npm does not say where it was called. */
  readonly folder: string;
}

/** `npm run verify -- accidents [FILE]`; answers the exit code. */
export async function verifyAccidents(words: readonly string[], o: VerifyOptions): Promise<number> {
  const { terminal } = o;
  let asked: Asked;
  try {
    asked = askedFor(words);
  } catch (error) {
    terminal.err(`${(error as Error).message}\n(npm run verify -- accidents --help tells more)\n`);
    return usage;
  }
  if (asked.isHelp) {
    terminal.out(help);
    return ExitCode.ok;
  }
  try {
    const outcome = await verified(asked, o);
    if (outcome === undefined) return ExitCode.failed; // told to stop
    const { report, result, against } = outcome;
    terminal.out(
      asked.isJson
        ? `${JSON.stringify({ ...documentOf(report), against, ...result }, null, 2)}\n`
        : `${report.file}: ${report.layout}\n\n${formatVerification(result, report, against)}\n`,
    );
    return result.verdict === "equal" ? ExitCode.ok : ExitCode.failed;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.err(`${error.message}\n`);
    return ExitCode.configuration;
  }
}

async function verified({ file, rows, seed }: Asked, { env, terminal, folder }: VerifyOptions) {
  const counter = new AccidentCounter();
  const display = new Display(terminal);
  const stop = new AbortController();
  const offStop = terminal.onStop(() => stop.abort());
  try {
    const input = file === undefined ? accidentGenerator({ rows, seed }) : pathOf(file, env, folder);
    const report = await inspect(input, accidentsDataset, {
      signal: stop.signal,
      onGood: (accident) => counter.add(accident),
      onProgress: (share) => {
        if (terminal.width !== undefined) display.show(`counting, ${Math.floor(share * 100)} %`);
      },
    });
    const seen = { good: report.good, bad: report.bad, counted: counter.counted() };
    return {
      report,
      result: verification(seen, file === undefined ? promisedOf(rows) : publishedFor(report)),
      against: file === undefined ? ("promised" as const) : ("published" as const),
    };
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return undefined;
  } finally {
    display.clear();
    offStop();
  }
}

function promisedOf(rows: number) {
  return { rows, totals: promisedTotals(rows) };
}

function publishedFor({ rows }: InspectionReport) {
  return isPublishedFile(rows) ? { rows, totals: publishedTotals } : undefined;
}

function documentOf({ file, fingerprint, layout, rows, good, bad, faults, seconds }: InspectionReport) {
  return { file, fingerprint, layout, rows, good, bad, faults, seconds };
}

interface Asked {
  readonly isHelp: boolean;
  readonly isJson: boolean;
  readonly file: string | undefined;
  readonly rows: number;
  readonly seed: number;
}

function askedFor(words: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      rows: { type: "string" },
      seed: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [file, ...more] = positionals;
  if (more.length > 0) throw new Error(`One file at a time: ${positionals.join(", ")}.`);
  if (file !== undefined && (values.rows ?? values.seed) !== undefined)
    throw new Error("--rows and --seed are of the generated file: leave them out, or the file.");
  return {
    isHelp: values.help === true,
    isJson: values.json === true,
    file,
    rows: wholeOf("--rows", values.rows ?? `${demoRows}`, 1, mostRows),
    seed: wholeOf("--seed", values.seed ?? "1", 0, mostSeed),
  };
}
