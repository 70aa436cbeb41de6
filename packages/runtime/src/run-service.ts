import { ConfigError } from "@tributary/config";
import closeWithGrace from "close-with-grace";
import type { Service } from "./definition.ts";
import { ExitCode, exitCodeOf } from "./exit-code.ts";
import { mainPorts } from "./main-ports.ts";
import { type RunningService, startService } from "./start-service.ts";

/**
 * The whole life of a process: start, work, stop on SIGTERM or SIGINT within SHUTDOWN_TIMEOUT_MS, exit with a code of
 * `ExitCode`. A second signal ends it at once and a missed deadline in time, both non-zero, and the log says what was
 * lost; after an unhandled rejection it stops in order and exits non-zero. The container, not the process, starts a
 * service again.
 */
export async function runService(service: Service): Promise<void> {
  let running: RunningService;
  try {
    running = await startService(service, mainPorts());
  } catch (error) {
    return exitBeforeStart(service, error);
  }
  const { log, config } = running;
  const unfinished = () => ({ unfinished: running.unfinished() });
  let exitCode: ExitCode | undefined;
  const fail = (error: unknown) => {
    exitCode ??= exitCodeOf(error);
    log.fatal({ err: error }, "failed");
  };

  const grace = closeWithGrace(
    {
      delay: config.SHUTDOWN_TIMEOUT_MS,
      logger: log,
      onTimeout: (timeoutMs) => log.fatal({ timeoutMs, ...unfinished() }, "not stopped in time, ending"),
      onSecondSignal: (signal) => log.fatal({ signal, ...unfinished() }, "second signal, ending at once"),
      onSecondError: (error) => log.fatal({ err: error, ...unfinished() }, "failed again, ending at once"),
    },
    async (event) => {
      if ("err" in event) fail(event.err ?? new Error("a promise was rejected without a reason"));
      else if (exitCode === undefined) log.info({ signal: event.signal, ...unfinished() }, "stopping");
      await running.stop();
      log.info("stopped");
      process.exit(exitCode ?? ExitCode.ok);
    },
  );
  await running.done.catch(fail);
  // A stop by signal is already on its way; only an end of the work itself closes from here.
  if (!running.isStopping) grace.close();
}

function exitBeforeStart(service: Service, error: unknown): never {
  const text = error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error);
  process.stderr.write(`${service.name} cannot start: ${text}\n`);
  process.exit(exitCodeOf(error));
}

export const runProducer: typeof runService = runService;
export const runReplay: typeof runService = runService;
export const runConsumer: typeof runService = runService;
export const runGateway: typeof runService = runService;
