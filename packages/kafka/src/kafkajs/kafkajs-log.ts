import type { LogEntry, logCreator } from "kafkajs";
import type { KafkaLog } from "../kafka-log.ts";

const quietMs = 10_000;
/** kafkajs's `logLevel`; its own constants live behind the façade, which needs this file. */
const levels = { error: 1 };

/**
 * kafkajs shouts ERROR at every attempt to reach a broker that is away for a moment. What is truly wrong reaches the
 * caller as a `BrokerError`, so its errors become warnings (the same one at most every 10 s), the rest `debug`.
 */
export function kafkajsLog(log: KafkaLog, now: () => number = () => performance.now()): logCreator {
  const lastWarnedAt = new Map<string, number>();
  return () => (entry: LogEntry) => {
    const { message, timestamp: _, logger: __, stack: ___, ...fields } = entry.log;
    const said = { component: `kafkajs ${entry.namespace}`.trim(), ...fields };
    // A refused request is thrown as well: who asked for it says whether it matters.
    if (entry.level !== levels.error || message.startsWith("Response ")) return log.debug(said, message);
    const last = lastWarnedAt.get(message);
    if (last !== undefined && now() - last < quietMs) return log.debug(said, message);
    if (lastWarnedAt.size > 100) lastWarnedAt.clear();
    lastWarnedAt.set(message, now());
    log.warn(said, message);
  };
}
