import type { ServerResponse } from "node:http";
import { MongoError } from "mongodb";
import { isRefusal } from "../mongo-failure.ts";
import type { ReadLimits } from "./document-reader.ts";

/** Longest time of a read, from the wait for a connection to the last document. */
export const readTimeoutMs = 2_000;

/** For one answer: it ends in time, or when its reader has gone, so that nobody's question keeps MongoDB at work. */
export function readLimits(answer: ServerResponse): ReadLimits {
  const gone = new AbortController();
  answer.once("close", () => gone.abort());
  return {
    maxTimeMS: readTimeoutMs,
    signal: AbortSignal.any([gone.signal, AbortSignal.timeout(readTimeoutMs)]),
  };
}

/** What a reader is told when MongoDB did not do what it was asked for; undefined for what is our fault. */
export function awayMessage(error: unknown): string | undefined {
  // As the signals of `readLimits` have it: out of time, or the reader has gone and nobody hears the answer.
  const name = (error as { readonly name?: unknown } | undefined)?.name;
  const isEnded = name === "TimeoutError" || name === "AbortError";
  if (!isEnded && (!(error instanceof MongoError) || isRefusal(error))) return undefined;
  return (
    `MongoDB does not answer, or not within ${readTimeoutMs / 1_000} s: it is away, ` +
    "or was asked for too much at once (a shorter time, a smaller box or a lower limit may do)"
  );
}
