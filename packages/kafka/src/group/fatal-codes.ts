import type { BrokerErrorCode } from "../broker-error.ts";

/** What no retry mends: it ends a member's run. Everything else is weather, or ends a tenure at most. */
export const fatalCodes: ReadonlySet<BrokerErrorCode> = new Set<BrokerErrorCode>([
  "not_authorized",
  "authentication_failed",
  "tls_rejected",
  "misconfigured",
  "conflict",
]);
