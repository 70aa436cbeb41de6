import { untilAborted } from "../until-aborted.ts";
import { showingLife } from "./showing-life.ts";

export interface StoreCallOptions {
  readonly timeoutMs: number;
  /** Aborts when the partition is to be given up. */
  readonly drop: AbortSignal;
  /** Called every second while the store is waited for. */
  readonly onProgress: () => void;
}

/** What came of a call of the store that did not answer. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly outcome: "failed" | "timed_out" | "given_up";
  /** The call when it may still be at work, for it has not ended by itself. */
  readonly stillAtWork: Promise<unknown> | undefined;

  constructor(
    outcome: StoreFailure["outcome"],
    message: string,
    cause: unknown,
    stillAtWork?: Promise<unknown>,
  ) {
    super(message, { cause });
    this.outcome = outcome;
    this.stillAtWork = stillAtWork;
  }
}

/**
 * Calls the store with a signal that aborts at the deadline or when the partition is to be given up, and waits no
 * longer than that, whether the call heeds the signal or not. Rejects with a `StoreFailure`.
 */
export async function storeCall<R>(
  what: string,
  call: (signal: AbortSignal) => Promise<R>,
  { timeoutMs, drop, onProgress }: StoreCallOptions,
): Promise<R> {
  const end = new AbortController();
  const deadline = setTimeout(() => end.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  const giveUp = () => end.abort(drop.reason);
  drop.addEventListener("abort", giveUp, { once: true });
  if (drop.aborted) giveUp();
  const calling = (async () => call(end.signal))(); // also what it throws at once
  try {
    return await showingLife(onProgress, () => untilAborted(calling, end.signal));
  } catch (error) {
    const message = `${what}: ${error instanceof Error ? error.message : String(error)}`;
    if (!end.signal.aborted) throw new StoreFailure("failed", message, error);
    const outcome = drop.aborted ? "given_up" : "timed_out";
    throw new StoreFailure(outcome, message, error, calling);
  } finally {
    clearTimeout(deadline);
    drop.removeEventListener("abort", giveUp);
  }
}
