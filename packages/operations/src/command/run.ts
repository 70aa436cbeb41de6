import { BrokerError } from "@tributary/kafka";
import { ExitCode, exitCodeOf } from "@tributary/runtime";
import type { Operations } from "../operations.ts";
import { type Command, commandOf } from "./command-line.ts";
import { help } from "./help.ts";
import { instantText } from "./instant.ts";
import { countLine, letterPage, lettersText, letterTable, reportText } from "./letters.ts";
import { placeText } from "./place.ts";
import { printable, printableLines } from "./printable.ts";
import { UsageError } from "./usage-error.ts";

/** Where the person sits. */
export interface Terminal {
  /** Data, a text of whole lines. */
  out(text: string): void;
  /** Messages. */
  err(text: string): void;
  /** Columns, where a person reads; undefined for a program, which gets whole lines. */
  readonly width: number | undefined;
  /** Undefined when there is nobody to ask. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
}

export interface Opened {
  readonly operations: Operations;
  /** Names of groups that have a `.dlq`. */
  readonly groups: () => Promise<readonly string[]>;
  /** Addresses, and who named them. */
  readonly cluster: string;
  readonly close: () => Promise<void>;
}

const usage = 2;

/** Does what the words ask for, and answers with the exit code. `open` throws a `ConfigError`. */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  open: () => Promise<Opened>,
): Promise<number> {
  let opened: Opened | undefined;
  try {
    const command = commandOf(words);
    if (command.name === "help") {
      terminal.out(help);
      return ExitCode.ok;
    }
    opened = await open();
    return await perform(command, terminal, opened);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof UsageError) {
      terminal.err(`${printable(message)}\n(npm run dlq -- --help tells more)\n`);
      return usage;
    }
    const isAway = error instanceof BrokerError && error.code === "unavailable";
    const told = isAway
      ? `Kafka does not answer at ${opened?.cluster}.\n${message}\nStart it, or set KAFKA_BROKERS=host:port.`
      : message;
    terminal.err(`${printableLines(told)}\n`);
    return exitCodeOf(error);
  } finally {
    await opened?.close();
  }
}

type Action = Exclude<Command, { name: "help" }>;

function perform(command: Action, terminal: Terminal, opened: Opened): Promise<number> {
  switch (command.name) {
    case "list":
      return list(command, terminal, opened);
    case "show":
      return show(command, terminal, opened);
    case "resend":
      return resend(command, terminal, opened);
    case "purge":
      return purge(command, terminal, opened);
    case "resume":
      return resume(command, terminal, opened);
  }
}

type Of<N extends Command["name"]> = Extract<Command, { name: N }>;

const json = (value: unknown) => `${printableLines(JSON.stringify(value, undefined, 2))}\n`;

async function nothing(group: string | undefined, terminal: Terminal, { groups }: Opened): Promise<number> {
  const known = await groups();
  terminal.err(
    group === undefined || known.includes(group)
      ? "No dead letter matches.\n"
      : `There is no ${group}.dlq. Groups that bury: ${known.join(", ") || "none"}.\n`,
  );
  return ExitCode.failed;
}

async function list(command: Of<"list">, terminal: Terminal, opened: Opened): Promise<number> {
  const page = await opened.operations.deadLetters(command.filter, command.limit);
  if (command.json) terminal.out(json(page));
  if (page.total === 0) return nothing(command.filter.group, terminal, opened);
  if (!command.json) {
    terminal.out(`${letterTable(page.deadLetters, terminal.width)}\n`);
    terminal.err(`${countLine(page)}\n`);
  }
  return ExitCode.ok;
}

async function show(command: Of<"show">, terminal: Terminal, opened: Opened): Promise<number> {
  const detail = await opened.operations.deadLetter(command.place);
  if (detail === undefined) {
    terminal.err(`There is no dead letter at ${placeText(command.place)}.\n`);
    return ExitCode.failed;
  }
  terminal.out(command.json ? json(detail) : `${letterPage(detail)}\n`);
  return ExitCode.ok;
}

async function resend(
  { what, dryRun, again, yes, json: asJson }: Of<"resend">,
  terminal: Terminal,
  opened: Opened,
): Promise<number> {
  const { operations } = opened;
  const plan = await maybe(dryRun || !yes, () => operations.resend(what, { dryRun: true, again }));
  if (plan !== undefined && plan.matched === 0) return nothing(what.group, terminal, opened);
  if (plan !== undefined && !dryRun && plan.resent > 0)
    if (!(await agreed(`Send ${lettersText(plan.resent)} to the topic again?`, terminal)))
      return ExitCode.failed;
  const report =
    plan !== undefined && (dryRun || plan.resent === 0)
      ? plan
      : await operations.resend(what, { dryRun: false, again });
  if (report.matched === 0) return nothing(what.group, terminal, opened);
  terminal.out(asJson ? json(report) : `${reportText(report, dryRun)}\n`);
  return report.failed.length > 0 ? ExitCode.failed : ExitCode.ok;
}

async function purge(
  { group, buriedBefore, dryRun, yes, json: asJson }: Of<"purge">,
  terminal: Terminal,
  opened: Opened,
): Promise<number> {
  const { operations } = opened;
  const what = { group, ...(buriedBefore !== undefined && { buriedBefore }) };
  const plan = await maybe(dryRun || !yes, () => operations.purge(what, { dryRun: true }));
  if (plan?.purged === 0) return nothing(group, terminal, opened);
  const until = buriedBefore === undefined ? "" : ` buried before ${instantText(buriedBefore)}`;
  if (plan !== undefined && !dryRun)
    if (!(await agreed(`Delete ${lettersText(plan.purged)} of ${group}${until} for ever?`, terminal)))
      return ExitCode.failed;
  const answer = dryRun && plan !== undefined ? plan : await operations.purge(what, { dryRun: false });
  if (answer.purged === 0) return nothing(group, terminal, opened);
  const done = dryRun ? "would be deleted" : "deleted";
  terminal.out(asJson ? json(answer) : `${lettersText(answer.purged)}${until} ${done}\n`);
  return ExitCode.ok;
}

async function resume({ group }: Of<"resume">, terminal: Terminal, opened: Opened): Promise<number> {
  if (await opened.operations.resume(group)) {
    terminal.out(`${group} goes on\n`);
    return ExitCode.ok;
  }
  terminal.err(`${group} has not tripped\n`);
  return ExitCode.failed;
}

async function maybe<T>(isWanted: boolean, work: () => Promise<T>): Promise<T | undefined> {
  return isWanted ? work() : undefined;
}

async function agreed(question: string, { ask, err }: Terminal): Promise<boolean> {
  if (ask === undefined) throw new UsageError(`${question} Nobody is there to ask: add --yes, or --dry-run.`);
  const isAgreed = await ask(`${question} [y/N] `);
  if (!isAgreed) err("Nothing was done.\n");
  return isAgreed;
}
