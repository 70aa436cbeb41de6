import { ConfigError } from "@tributary/config";
import { PermissionError } from "@tributary/runtime";
import { MongoServerError } from "mongodb";

/** MongoDB did not do what it was asked to, for no fault of a document: it may do it later. */
export class MongoFailure extends Error {
  override readonly name = "MongoFailure";
  /** The server's, where it is one of its own. */
  readonly code: number | undefined;

  constructor(doing: string, error: unknown) {
    const code = codeOf(error);
    super(`${doing}: ${said(error)}${code === undefined ? "" : ` (code ${code})`}`);
    this.code = code;
  }
}

/** A write whose number is lower than the newest that the server saw of its session: another instance has the partition. */
const tooOld = 225;
const noPermission: ReadonlySet<number> = new Set([13, 18, 8000]);
/** Of the server's state, not of what was asked: shutting down, no longer primary, out of time, not replicated in time. */
const passing: ReadonlySet<number> = new Set([
  6, 7, 50, 63, 64, 79, 89, 91, 100, 112, 133, 134, 189, 202, 225, 262, 317, 384, 402, 9001, 10058, 10107,
  11600, 11601, 11602, 13435, 13436,
]);

/** Codes are those of mongod's `error_codes.yml`; texts differ between versions and are never looked at. */
export function codeOf(error: unknown): number | undefined {
  if (error instanceof MongoFailure) return error.code;
  return error instanceof MongoServerError && typeof error.code === "number" ? error.code : undefined;
}

export const isFenced = (error: unknown): boolean => codeOf(error) === tooOld;

/** Whether the server says that it does not do such a thing: not that it cannot now, or not for us. */
export function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && !passing.has(code) && !noPermission.has(code);
}

/** What an opening fails with: what only a person can mend as a `ConfigError`, all else as weather. */
export function openingFailure(doing: string, error: unknown): Error {
  if (error instanceof ConfigError || error instanceof MongoFailure) return error;
  const code = codeOf(error);
  if (code === undefined || !noPermission.has(code)) return new MongoFailure(doing, error);
  const expected = `a login that MongoDB lets in, with the right to read and write the database (${doing}: ${said(error)})`;
  const cure = "Correct the login, or have the rights given to it.";
  return new PermissionError([{ name: "MONGODB_URI", given: "***", expected, cure }]);
}

const mostText = 300;

/** Bounded: the driver's errors carry whole documents, which have no place in a log. */
export function said(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text;
}
