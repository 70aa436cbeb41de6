import { setTimeout as delay } from "node:timers/promises";
import { BrokerError, RegistryError } from "@tributary/kafka";
import type { Logger } from "pino";
import { untilAborted } from "./until-aborted.ts";
import type { Waiting } from "./waiting.ts";

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** Topics and schemas may be provisioned a moment after the service starts, not a day. */
const patienceMs = 120_000;

export interface ConnectOptions {
  readonly log: Logger;
  /** Ends the waiting at once, even while a try hangs; `connect` then rejects with its reason. */
  readonly signal: AbortSignal;
  readonly waiting: Waiting;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
}

/**
 * Tries `open` until it succeeds: a broker or registry that is away is weather and is waited for without end;
 * a topic or schema that is missing is waited for two minutes from when that was first seen.
 * Everything else rejects at once.
 */
export async function connect<T>(what: string, open: () => Promise<T>, options: ConnectOptions): Promise<T> {
  const { log, signal, waiting, clock = () => performance.now() } = options;
  let missingSince: number | undefined;
  waiting.for(what);
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await untilAborted(open(), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      waiting.failed(error);
      missingSince = isMissing(error) ? (missingSince ?? clock()) : undefined;
      const isPatient = missingSince !== undefined && clock() - missingSince < patienceMs;
      if (!isWeather(error) && !isPatient) throw error;
      log.warn({ err: error, pauseMs: pause }, `${what} not reached, trying again`);
    }
    await delay(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    signal.throwIfAborted();
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof BrokerError || error instanceof RegistryError ? error.code : undefined;
}

const isWeather = (error: unknown) => codeOf(error) === "unavailable";
const isMissing = (error: unknown) =>
  ["unknown_topic", "schema_not_registered"].includes(codeOf(error) ?? "");
