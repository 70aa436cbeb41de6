import { ConfigError } from "@tributary/config";
import { ExitCode, exitCodeOf } from "@tributary/runtime";
import { InputError } from "../row-source.ts";

/** Kafka has not answered for longer than a person waits; the message says where, and what was tried. */
export class KafkaAway extends Error {}

/** What is wrong with a person's file is told in the file's own words, wherever it was found. */
function inputErrorOf(error: unknown): InputError | undefined {
  if (error instanceof InputError) return error;
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof InputError ? cause : undefined;
}

export function exitOf(error: unknown): ExitCode {
  if (error instanceof KafkaAway) return ExitCode.unavailable;
  return inputErrorOf(error) === undefined ? exitCodeOf(error) : ExitCode.configuration;
}

/** For a person, who has given options and not variables of `prefix`. */
export function wordsOf(error: unknown, prefix: string): string {
  const told = inputErrorOf(error) ?? error;
  if (told instanceof ConfigError) return optionFaults(told, prefix);
  return told instanceof Error ? told.message : String(told);
}

function optionFaults({ faults }: ConfigError, prefix: string): string {
  const lines = faults.map(({ name, given, expected, cure }) => {
    const shown = given === undefined ? "nothing" : JSON.stringify(given);
    return `${name}: given ${shown}, expected ${expected}. ${cure}`;
  });
  // GAP_CAP_MS is given as --gap-cap, the unit with its value.
  const variable = new RegExp(`${prefix}_([A-Z_]+?)(?:_MS)?\\b`, "g");
  const option = (_: string, name: string) => `--${name.toLowerCase().replaceAll("_", "-")}`;
  return lines.join("\n").replace(variable, option);
}
