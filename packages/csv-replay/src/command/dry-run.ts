import { load } from "@tributary/config";
import { ExitCode, type Ports } from "@tributary/runtime";
import { formatReport } from "../reading/format-report.ts";
import { inspect } from "../reading/inspect.ts";
import { InputError } from "../row-source.ts";
import type { CsvReplay } from "../service/csv-replay.ts";
import { replayValues } from "../service/replay-config.ts";
import { replayPlan } from "../service/replay-plan.ts";
import { Display, type ReplayTerminal } from "./display.ts";
import { exitOf, wordsOf } from "./failure.ts";
import { type ReplayRequest, replayEnvironment } from "./replay-request.ts";

/**
 * Reads the whole file as a replay would, sends nothing, and reports; answers the exit code: that of a failure when there are
 * more bad rows than --max-bad.
 */
export async function dryRun<T>(
  service: CsvReplay<T>,
  path: string | undefined,
  request: ReplayRequest,
  { env }: Pick<Ports, "env">,
  terminal: ReplayTerminal,
): Promise<ExitCode> {
  const { prefix, dataset, generator } = service.csv;
  const display = new Display(terminal);
  const stop = new AbortController();
  const offStop = terminal.onStop(() => stop.abort());
  try {
    const config = load(service.config, replayEnvironment(prefix, path, request, env));
    const plan = replayPlan(prefix, replayValues(prefix, config), { order: dataset.order, speed: "max" });
    const input = path ?? generator?.(config);
    if (input === undefined) throw new InputError("Which file? Name one, or see --help.");
    const onProgress = (share: number) => {
      if (terminal.width !== undefined) display.show(`reading, ${Math.floor(share * 100)} %`);
    };
    const report = await inspect(input, dataset, { signal: stop.signal, onProgress });
    display.clear();
    terminal.out(`${formatReport(report)}\n`);
    return plan.maxBad !== undefined && report.bad > plan.maxBad ? ExitCode.failed : ExitCode.ok;
  } catch (error) {
    display.clear();
    if (stop.signal.aborted) return ExitCode.ok;
    terminal.err(`${wordsOf(error, prefix)}\n`);
    return exitOf(error);
  } finally {
    offStop();
  }
}
