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

export function wordsOf(error: unknown): string {
  const told = inputErrorOf(error) ?? error;
  return told instanceof Error ? told.message : String(told);
}
