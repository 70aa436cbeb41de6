import { BrokerError, messageOf, rootCause } from "./broker-error.ts";

/**
 * How a failure goes into a log line. What the network or the broker did is one `reason`: kafkajs's stack through
 * three wrappers tells nothing more, at every attempt again. Anything else may be a fault of ours and keeps its stack.
 */
export function failureFields(error: unknown): { readonly reason: string } | { readonly err: unknown } {
  const root = rootCause(error);
  const { name = "", code } = (root ?? {}) as { name?: string; code?: unknown };
  const isOutside = root instanceof BrokerError || name.startsWith("KafkaJS") || typeof code === "string";
  return isOutside ? { reason: messageOf(error) } : { err: error };
}
