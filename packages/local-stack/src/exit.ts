import { readFileSync } from "node:fs";

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const meanings: Readonly<Record<number, string>> = {
  1: "failed",
  69: "something it needs is unavailable",
  75: "try again later",
  77: "no permission",
  78: "configuration",
};

/** 77 and 78 do not mend themselves: the same start would fail the same way. */
export function needsPerson(exit: Exit): boolean {
  return exit.code === 77 || exit.code === 78;
}

export function exitInWords({ code, signal }: Exit): string {
  if (signal !== null) return `was ended by ${signal}`;
  const meaning = code === null ? undefined : meanings[code];
  return `exited with ${code}${meaning === undefined ? "" : ` (${meaning})`}`;
}

/** The last lines of a log file, pino's JSON lines as plain words. */
export function lastLines(file: string, count: number): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return text.trimEnd().slice(-20_000).split("\n").slice(-count).map(inWords);
}

function inWords(line: string): string {
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter((part) => part !== undefined).join(": ") || line;
  } catch {
    return line;
  }
}
