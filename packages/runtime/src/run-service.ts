import { ConfigError } from "@tributary/config";
import closeWithGrace from "close-with-grace";
import type { Service } from "./definition.ts";
import { ExitCode, exitCodeOf } from "./exit-code.ts";
import { mainPorts } from "./main-ports.ts";
import { type RunningService, startService } from "./start-service.ts";

/**
 * The whole life of a process: start, work, stop on SIGTERM or SIGINT within SHUTDOWN_TIMEOUT_MS, exit with a code of
 * `ExitCode`. A second signal, an unhandled rejection or a missed deadline exits non-zero at once: the container, not
 * the process, starts a service again.
 */
export async function runService(service: Service): Promise<void> {
  let running: RunningService;
  try {
    running = await startService(service, mainPorts());
  } catch (error) {
    return exitBeforeStart(service, error);
  }
  const { log, config } = running;
  let failure: unknown;

  const grace = closeWithGrace(
    { delay: config.SHUTDOWN_TIMEOUT_MS, logger: log },
    async ({ signal, err }) => {
      failure ??= err;
      if (failure !== undefined) log.fatal({ err: failure }, "failed");
      else log.info({ signal }, signal === undefined ? "the source has ended, stopping" : "stopping");
      await running.stop();
      log.info("stopped");
      process.exit(failure === undefined ? ExitCode.ok : exitCodeOf(failure));
    },
  );
  await running.done.catch((error: unknown) => {
    failure = error;
  });
  // A stop by signal is already on its way; only an end of the work itself closes from here.
  if (!running.isStopping) grace.close();
}

function exitBeforeStart(service: Service, error: unknown): never {
  const text = error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error);
  process.stderr.write(`${service.name} cannot start: ${text}\n`);
  process.exit(isPortTaken(error) ? ExitCode.configuration : exitCodeOf(error));
}

function isPortTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException)?.code === "EADDRINUSE";
}

export const runProducer: typeof runService = runService;
export const runConsumer: typeof runService = runService;
export const runGateway: typeof runService = runService;
