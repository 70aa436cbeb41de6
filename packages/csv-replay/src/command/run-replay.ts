import type { Environment } from "@tributary/config";
import { ExitCode, type Ports, reach, startService } from "@tributary/runtime";
import type { CsvRecording } from "../replay/csv-recording.ts";
import type { CsvReplay } from "../service/csv-replay.ts";
import { attend } from "./attend.ts";
import { Display, type ReplayTerminal } from "./display.ts";
import { exitOf, wordsOf } from "./failure.ts";
import { finalReport } from "./final-report.ts";
import { type ReplayRequest, replayEnvironment } from "./replay-request.ts";

/** Runs the service in this process until the file is done or somebody stops it; answers the exit code. */
export async function runReplay<T>(
  service: CsvReplay<T>,
  path: string | undefined,
  request: ReplayRequest,
  ports: Ports,
  terminal: ReplayTerminal,
): Promise<number> {
  const display = new Display(terminal);
  const { env, origin } = reach(ports.env);
  const began = performance.now();
  let recording: CsvRecording<T> | undefined;
  const watched: CsvReplay<T> = {
    ...service,
    open: async (context) => {
      recording = await service.open(context);
      if (request.again === true) recording.request({ kind: "again" });
      return recording;
    },
  };
  let failure: unknown;
  try {
    const running = await startService(watched, {
      ...ports,
      env: replayEnvironment(service.csv.prefix, path, request, env),
      isTerminal: false,
      logTo: warnings(display),
    });
    const attended = attend({
      running,
      recordingOf: () => recording,
      display,
      terminal,
      cluster: clusterWords(env, origin),
    });
    try {
      await Promise.race([running.done, attended.stopped]);
    } finally {
      attended.end();
      await running.stop();
    }
    await running.done;
  } catch (error) {
    failure = error;
  }
  display.clear();
  if (recording?.progress !== undefined) {
    const { status, progress, readHere } = recording;
    const seconds = (performance.now() - began) / 1_000;
    terminal.out(finalReport({ service: service.name, status, progress, readHere, seconds }));
  }
  if (failure === undefined) return ExitCode.ok;
  terminal.err(`${wordsOf(failure, service.csv.prefix)}\n`);
  return exitOf(failure);
}

/** Warnings of the service as plain lines, each once as long as it repeats itself. */
function warnings(display: Display): { write(line: string): void } {
  let last = "";
  return {
    write: (line) => {
      const { level, msg, err } = JSON.parse(line) as LogLine;
      if (level === "debug" || level === "info" || msg === readinessWords) return;
      const text = err?.message === undefined ? msg : `${msg}: ${err.message}`;
      if (text !== last) display.say(text);
      last = text;
    },
  };
}

interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly err?: { readonly message?: string };
}

/** Says nothing that the line of progress does not say better. */
const readinessWords = "not ready";

const clusterWords = ({ KAFKA_BROKERS: brokers }: Environment, origin: string) =>
  brokers?.trim() ? `${brokers} (${origin})` : origin;
