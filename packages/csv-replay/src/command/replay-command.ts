import type { Ports } from "@tributary/runtime";
import { Command, CommanderError } from "commander";
import type { CsvReplay } from "../service/csv-replay.ts";
import type { ReplayTerminal } from "./display.ts";
import { dryRun } from "./dry-run.ts";
import { durationArgument, pathOf, type ReplayRequest } from "./replay-request.ts";
import { runReplay } from "./run-replay.ts";

// biome-ignore lint/suspicious/noExplicitAny: services over different values stand in one list.
export type Replays = Readonly<Record<string, CsvReplay<any, any>>>;

export interface ReplayCommandOptions {
  /** Services by the word that names their kind of file: `flights`. */
  readonly replays: Replays;
  readonly ports: Ports;
  readonly terminal: ReplayTerminal;
  /** The folder that a relative path starts from when npm does not say where it was called. */
  readonly folder: string;
}

const usage = 2;

/** `npm run replay -- <kind> [file] [options]`; answers the exit code. */
export async function replayCommand(
  words: readonly string[],
  options: ReplayCommandOptions,
): Promise<number> {
  const { replays, terminal, ports, folder } = options;
  let exitCode = 0;
  const program = new Command("npm run replay --")
    .description(
      "Replays a CSV file into its Kafka topic: each row once, in the rhythm of its event times or faster.",
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .addHelpText("after", helpText(Object.keys(replays)));
  for (const [kind, service] of Object.entries(replays)) {
    const run = async (file: string | undefined, request: ReplayRequest) => {
      const path = file === undefined ? undefined : pathOf(file, ports.env, folder);
      exitCode =
        request.dryRun === true
          ? await dryRun(service, path, request, ports, terminal)
          : await runReplay(service, path, request, ports, terminal);
    };
    commandOf(program, kind, service).action(run);
  }
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : usage;
  }
  return exitCode;
}

// biome-ignore lint/suspicious/noExplicitAny: see Replays.
function commandOf(program: Command, kind: string, { csv, summary }: CsvReplay<any, any>): Command {
  const isOptional = csv.generator !== undefined;
  return program
    .command(kind)
    .summary(summary)
    .description(`${summary}.${isOptional ? " Without a file: rows that are made up, always the same." : ""}`)
    .argument(isOptional ? "[file]" : "<file>", "CSV file, also packed with gzip (.gz)")
    .option("--speed <factor>", 'seconds of event time a second, or "max" (default: max)')
    .option("--rate <rows>", "rows a second, whatever their times")
    .option("--gap-cap <duration>", "a longer gap of event time counts as this, such as 5m", durationArgument)
    .option("--from <time>", "skip rows before this day, or instant with its zone")
    .option("--to <time>", "skip rows behind this day, or from this instant on")
    .option("--loop", "begin anew at the end, behind what was sent")
    .option("--rebase <to>", '"now": shift event times so that the first row happens now')
    .option("--order <order>", "file, buffer or sort (default: as such files usually are)")
    .option("--lateness <duration>", "how late a row may come with --order buffer", durationArgument)
    .option("--max-bad <rows>", "fail at one bad row more than this (default: bury any number)")
    .option("--again", "a new run, though the file was replayed before")
    .option("--dry-run", "read and check the whole file, send nothing; needs no Kafka")
    .addHelpText("after", helpText([kind]));
}

function helpText(kinds: readonly string[]): string {
  const [kind = "flights"] = kinds;
  return `
Examples:
  npm run replay -- ${kind} ${kind}.csv                         as fast as Kafka takes it
  npm run replay -- ${kind} ${kind}.csv --speed 10              ten seconds of event time a second
  npm run replay -- ${kind} ${kind}.csv.gz --speed 3600 --gap-cap 5m
  npm run replay -- ${kind} ${kind}.csv --rate 500 --from 2015-02-01 --to 2015-02-28
  npm run replay -- ${kind} ${kind}.csv --order sort --rebase now --loop
  npm run replay -- ${kind} ${kind}.csv --dry-run               what is in it, and what is wrong with it

While it runs: space pauses and resumes, + and - double and halve the speed, q stops. The same command goes on
where it was stopped or killed; no row is sent twice. A file that is done is replayed again with --again.
Mind the "--" after "npm run replay": without it npm keeps the options to itself.

Kafka is the one that KAFKA_BROKERS and SCHEMA_REGISTRY_URL name; unset, that of the "npm start" of this tree.
Exit codes: 0 done or stopped, 1 failed, 2 usage, 69 Kafka away, 75 topics not provisioned, 77 not permitted,
78 the file or an option is not usable.
`;
}
