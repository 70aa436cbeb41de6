/** The cluster has not answered in time, or is asked too much at once. */
export class ClusterBusy extends Error {
  override readonly name = "ClusterBusy";
}

export interface Problem {
  readonly statusCode: number;
  readonly error: string;
  readonly message: string;
}

const REFUSALS = ["not_authorized", "authentication_failed", "tls_rejected", "misconfigured"];

/** How a failure of the cluster is answered, in words; undefined for a fault of ours. */
export function clusterProblem(error: unknown): Problem | undefined {
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  // Known by name: the classes belong to the kafka room, which no service opens.
  if (name === "ClusterBusy") return away(String(message));
  if (name === "RegistryError") return away(`the schema registry does not answer: ${message}`);
  if (name !== "BrokerError") return undefined;
  if (code === "unknown_topic") return { statusCode: 404, error: "Not Found", message: String(message) };
  if (REFUSALS.includes(String(code))) return away(`Kafka refuses this console: ${message}`);
  return code === "unavailable" || code === "closed"
    ? away(`Kafka cannot be reached: ${message}`)
    : undefined;
}

function away(message: string): Problem {
  return { statusCode: 503, error: "Service Unavailable", message };
}
