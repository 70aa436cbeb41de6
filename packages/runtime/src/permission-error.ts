import { ConfigError } from "@tributary/config";

/**
 * A store knows the service not, or does not let it do what it must: only other credentials or rights help. Ends the service
 * where a `ConfigError` does, with the exit code of a missing permission.
 */
export class PermissionError extends ConfigError {
  override readonly name = "PermissionError";
}
