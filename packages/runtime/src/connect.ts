import { setTimeout as delay } from "node:timers/promises";
import { BrokerError, RegistryError } from "@tributary/kafka";
import type { Logger } from "pino";

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** Topics and schemas may be provisioned a moment after the service starts, not a day. */
const patienceMs = 120_000;

/**
 * Tries `open` until it succeeds: a broker that is away is weather and is waited for without end;
 * a topic or schema that is missing is waited for two minutes. Everything else rejects at once.
 */
export async function connect<T>(
  what: string,
  open: () => Promise<T>,
  log: Logger,
  signal: AbortSignal,
): Promise<T> {
  const since = performance.now();
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await open();
    } catch (error) {
      if (signal.aborted || !worthAnotherTry(error, performance.now() - since)) throw error;
      log.warn({ err: error, pauseMs: pause }, `${what} not reached, trying again`);
      await delay(pause * (0.5 + Math.random() / 2), undefined, { signal });
    }
  }
}

function worthAnotherTry(error: unknown, waitedMs: number): boolean {
  if (!(error instanceof BrokerError || error instanceof RegistryError)) return false;
  if (error.code === "unavailable") return true;
  return ["unknown_topic", "schema_not_registered"].includes(error.code) && waitedMs < patienceMs;
}
