import { ConfigError } from "@tributary/config";
import { BrokerError } from "@tributary/kafka";

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

const brokerCodes: Readonly<Record<string, ExitCode>> = {
  not_authorized: ExitCode.noPermission,
  authentication_failed: ExitCode.noPermission,
  unknown_topic: ExitCode.tryAgain,
  schema_not_registered: ExitCode.tryAgain,
  unavailable: ExitCode.unavailable,
};

/** What a service that ends with this error exits with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ConfigError) return ExitCode.configuration;
  if (error instanceof BrokerError) return brokerCodes[error.code] ?? ExitCode.failed;
  return ExitCode.failed;
}
