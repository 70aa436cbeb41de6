import { MongoError } from "mongodb";
import { isRefusal } from "../mongo-failure.ts";

/** Longest time of a read, from the wait for a connection to the last document. */
export const readTimeoutMs = 2_000;

/** What a reader is told when MongoDB did not do what it was asked for; undefined for what is our fault. */
export function awayMessage(error: unknown): string | undefined {
  if (!(error instanceof MongoError) || isRefusal(error)) return undefined;
  return (
    `MongoDB did not answer within ${readTimeoutMs / 1_000} s: it is away, ` +
    "or was asked for too much at once (a shorter time, a smaller box or a lower limit may do)"
  );
}
