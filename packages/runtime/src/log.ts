import { type Logger, pino } from "pino";
import pretty from "pino-pretty";

export interface LogOptions {
  readonly service: string;
  readonly level: string;
  /** Coloured lines for a person instead of JSON for a machine. */
  readonly isTerminal: boolean;
  /** Instead of stdout. */
  readonly logTo?: { write(line: string): void } | undefined;
}

/** Secrets never reach a variable that is logged whole; this is the second net. */
const redact = ["password", "token", "apiKey", "*.password", "*.token", "*.apiKey", "headers.authorization"];

/** JSON lines on stdout, object first, one short sentence last. */
export function createLog({ service, level, isTerminal, logTo }: LogOptions): Logger {
  const options = {
    level,
    base: { service },
    redact,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (logTo !== undefined) return pino(options, logTo);
  // Synchronous writes: the last line before an exit is the one that explains it.
  return isTerminal
    ? pino(options, pretty({ sync: true, ignore: "service" }))
    : pino(options, pino.destination({ sync: true }));
}
