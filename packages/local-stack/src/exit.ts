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
  return tail(file)
    .slice(-count)
    .map((line) => parse(line)?.words ?? line);
}

/** The last thing a service logged as an error, or the last line of a process that logs no JSON. */
export function lastTrouble(file: string): string | undefined {
  const lines = tail(file).map((line) => ({ line, parsed: parse(line) }));
  if (lines.every(({ parsed }) => parsed === undefined)) return lines.at(-1)?.line;
  return lines.findLast(({ parsed }) => parsed?.isTrouble)?.parsed?.words;
}

function tail(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .slice(-20_000)
      .split("\n")
      .filter((line) => line.trim() !== "");
  } catch {
    return []; // no log, nothing to quote
  }
}

function parse(line: string): { readonly words: string; readonly isTrouble: boolean } | undefined {
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: string;
      msg?: string;
      err?: { message?: string };
    };
    const words = [...new Set([msg, err?.message])].filter((part) => part !== undefined).join(": ");
    return { words: words || line, isTrouble: level === "error" || level === "fatal" };
  } catch {
    return undefined;
  }
}
