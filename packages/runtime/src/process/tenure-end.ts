import { BrokerError, type Tenure } from "@tributary/kafka";

/** What no retry mends: it ends the service, and its exit code says who is to act. */
const lasting: readonly string[] = [
  "not_authorized",
  "authentication_failed",
  "tls_rejected",
  "misconfigured",
];

/**
 * What an error means for the tenure it happened in: `expelled` when the partition was given up meanwhile, whatever
 * else there was; `unavailable` for all the broker may say that is not lasting, since after it nobody knows what was
 * written. Errors that are not the broker's pass as they are: bugs, and lost state.
 */
export function tenureEnd(error: unknown, tenure: Tenure, what: string): unknown {
  if (tenure.signal.aborted && (error instanceof BrokerError || error === tenure.signal.reason))
    return new BrokerError("expelled", `${what}: ${tenure.topic}[${tenure.partition}] was given up`, error);
  if (!(error instanceof BrokerError)) return error;
  if (error.code === "unavailable" || error.code === "expelled" || lasting.includes(error.code)) return error;
  const message = `${what} ${tenure.topic}[${tenure.partition}]: ${error.message}`;
  return new BrokerError("unavailable", message, error);
}
