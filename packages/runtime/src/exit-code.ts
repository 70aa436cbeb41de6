import { ConfigError } from "@tributary/config";
import { BrokerError, type BrokerErrorCode, RegistryError, type RegistryErrorCode } from "@tributary/kafka";
import { PermissionError } from "./permission-error.ts";
import { StateLostError } from "./process/state-lost-error.ts";

/** Exit codes of every service, after sysexits.h: what the person or the orchestrator should do next. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  unavailable: 69,
  tryAgain: 75,
  noPermission: 77,
  configuration: 78,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What code of an error leads to which exit; a code that is not here is a plain failure. */
const exitOf: Readonly<Partial<Record<BrokerErrorCode | RegistryErrorCode, ExitCode>>> = {
  not_authorized: ExitCode.noPermission,
  authentication_failed: ExitCode.noPermission,
  tls_rejected: ExitCode.configuration,
  misconfigured: ExitCode.configuration,
  no_registry: ExitCode.configuration,
  incompatible: ExitCode.configuration,
  // While running: the topic was made again, and who starts anew reads the new one.
  conflict: ExitCode.tryAgain,
  unknown_topic: ExitCode.tryAgain,
  schema_not_registered: ExitCode.tryAgain,
  unavailable: ExitCode.unavailable,
  // Another instance has taken over for good: who starts anew joins as a new member.
  expelled: ExitCode.tryAgain,
  fenced: ExitCode.tryAgain,
};

/** What a service that ends with this error exits with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof PermissionError) return ExitCode.noPermission;
  if (error instanceof ConfigError || error instanceof StateLostError) return ExitCode.configuration;
  if (error instanceof BrokerError || error instanceof RegistryError) {
    return exitOf[error.code] ?? ExitCode.failed;
  }
  return ExitCode.failed;
}
