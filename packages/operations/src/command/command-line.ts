import { parseArgs } from "node:util";
import type { DeadLetterFilter, DeadLetterPlace, DeadLetterSelection } from "../operations.ts";
import { instantOf } from "./instant.ts";
import { placeOf } from "./place.ts";
import { UsageError } from "./usage-error.ts";

export type Command =
  | { readonly name: "help" }
  | {
      readonly name: "list";
      readonly filter: DeadLetterFilter;
      readonly limit: number;
      readonly json: boolean;
    }
  | { readonly name: "show"; readonly place: DeadLetterPlace; readonly json: boolean }
  | (Action & { readonly name: "resend"; readonly what: DeadLetterSelection; readonly again: boolean })
  | (Action & { readonly name: "purge"; readonly group: string; readonly buriedBefore: number | undefined })
  | { readonly name: "resume"; readonly group: string };

interface Action {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

const filters = ["group", "error", "stage", "topic"] as const;
const stages = ["decode", "validate", "process", "sink"];

/** Options by command: one that means nothing there is refused, not passed over. */
const allowed: Readonly<Record<Exclude<Command["name"], "help">, readonly string[]>> = {
  list: [...filters, "limit", "json"],
  show: ["json"],
  resend: [...filters, "dry-run", "again", "yes", "json"],
  purge: ["group", "before", "dry-run", "yes", "json"],
  resume: ["group"],
};

const options = {
  group: { type: "string" },
  error: { type: "string" },
  stage: { type: "string" },
  topic: { type: "string" },
  limit: { type: "string" },
  before: { type: "string" },
  "dry-run": { type: "boolean" },
  again: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Given = ReturnType<typeof parsed>["values"];

/** What the words after `npm run dlq --` ask for. Throws a `UsageError`. */
export function commandOf(words: readonly string[]): Command {
  const { values, positionals } = parsed(words);
  const [name, ...rest] = positionals;
  if (values.help === true || name === undefined || name === "help") return { name: "help" };
  if (!(name in allowed)) throw new UsageError(`There is no command "${name}": ${commandNames()}.`);
  const command = name as keyof typeof allowed;
  checkOptions(command, values);
  const place = placeAmong(command, rest);
  const action = { dryRun: values["dry-run"] === true, yes: values.yes === true, json: values.json === true };
  switch (command) {
    case "list":
      return { name: command, filter: filterOf(values), limit: limitOf(values.limit), json: action.json };
    case "show":
      if (place === undefined)
        throw new UsageError('Which one? "show" takes a place: <group>/<partition>/<offset>.');
      return { name: command, place, json: action.json };
    case "resend":
      return { name: command, what: selection(place, values), again: values.again === true, ...action };
    case "purge":
      return {
        name: command,
        group: groupOf(command, values),
        buriedBefore: before(values.before),
        ...action,
      };
    case "resume":
      return { name: command, group: groupOf(command, values) };
  }
}

const commandNames = () => Object.keys(allowed).join(", ");

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function checkOptions(command: keyof typeof allowed, values: Given): void {
  const given = Object.keys(values);
  const picking = given.filter((option) => ["error", "stage", "topic"].includes(option));
  if (command === "purge" && picking.length > 0)
    throw new UsageError(
      `"purge" cannot pick letters by --${picking.join(", --")}: Kafka deletes only from a partition's start. ` +
        "Purge all before a time (--before), or leave them: they are deleted when they are 14 days old.",
    );
  const strange = given.find((option) => !allowed[command].includes(option));
  if (strange !== undefined)
    throw new UsageError(
      `"${command}" takes no --${strange}, only ${allowed[command].map((option) => `--${option}`).join(", ")}.`,
    );
  if (values.stage !== undefined && !stages.includes(values.stage))
    throw new UsageError(`There is no stage "${values.stage}": ${stages.join(", ")}.`);
}

function placeAmong(command: keyof typeof allowed, rest: readonly string[]): DeadLetterPlace | undefined {
  const [text, ...more] = rest;
  if (text === undefined) return undefined;
  if (command !== "show" && command !== "resend") throw new UsageError(`"${command}" takes no "${text}".`);
  if (more.length > 0) throw new UsageError(`"${command}" takes one place, or "resend" a filter.`);
  const place = placeOf(text);
  if (place === undefined)
    throw new UsageError(`"${text}" is no place: write <group>/<partition>/<offset>, as the list shows it.`);
  return place;
}

function filterOf(values: Given): DeadLetterFilter {
  return Object.fromEntries(
    filters.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  );
}

function selection(place: DeadLetterPlace | undefined, values: Given): DeadLetterSelection {
  const filter = filterOf(values);
  const isFiltered = Object.keys(filter).length > 0;
  if (place !== undefined && isFiltered) throw new UsageError("Give a place or a filter, not both.");
  if (place === undefined && !isFiltered)
    throw new UsageError("Which ones? Give a place, or at least one of --group, --error, --stage, --topic.");
  return place ?? filter;
}

function groupOf(command: string, { group }: Given): string {
  if (group === undefined) throw new UsageError(`Of which group? "${command}" needs --group.`);
  return group;
}

function limitOf(text = "50"): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 1_000) throw new UsageError(`--limit is a number from 1 to 1000, not "${text}".`);
  return limit;
}

function before(text: string | undefined): number | undefined {
  const instant = text === undefined ? undefined : instantOf(text);
  if (text !== undefined && instant === undefined)
    throw new UsageError(
      `--before is a date or a time with its zone, as in 2026-11-20T00:00Z, not "${text}".`,
    );
  return instant;
}
