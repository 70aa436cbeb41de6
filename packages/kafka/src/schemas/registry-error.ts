export type RegistryErrorCode =
  | "schema_not_registered" // the topic's own schema is not there: provisioning has not run
  | "incompatible" // the registry refuses the schema as the next version
  | "conflict" // the subject's compatibility level is not the wanted one
  | "not_authorized" // 401 or 403
  | "no_registry" // something answers at the address, but it is no schema registry
  | "unavailable"; // weather: not reachable, timed out, 5xx

export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly code: RegistryErrorCode;

  constructor(code: RegistryErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
