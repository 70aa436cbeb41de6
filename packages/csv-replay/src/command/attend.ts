import type { RunningService } from "@tributary/runtime";
import type { CsvRecording } from "../replay/csv-recording.ts";
import type { Display, ReplayTerminal } from "./display.ts";
import { KafkaAway } from "./failure.ts";
import { keyControl, keyHelp } from "./key-controls.ts";
import { progressLine } from "./words.ts";

const lookEveryMs = 250;
/** Where nobody looks on, between two lines of the same state. */
const plainEveryMs = 10_000;
/** A service waits for its broker without end; a person at a terminal wants to know. */
const kafkaPatienceMs = 30_000;

export interface Attended<T> {
  readonly running: RunningService;
  /** Undefined until the file is known. */
  readonly recordingOf: () => CsvRecording<T> | undefined;
  readonly display: Display;
  readonly terminal: ReplayTerminal;
  /** Which Kafka is meant, in words. */
  readonly cluster: string;
}

/** Shows progress and takes keys until `end`. `stopped` resolves when a person wants the end, rejects when Kafka is away. */
export function attend<T>({ running, recordingOf, display, terminal, cluster }: Attended<T>) {
  const { promise: stopped, resolve: stop, reject } = Promise.withResolvers<void>();
  let awaySince: number | undefined;
  let shown = { state: "", at: Number.NEGATIVE_INFINITY };
  const isScreen = terminal.width !== undefined;
  const look = () => {
    const recording = recordingOf();
    const waitingFor = waitingWords(running);
    const now = performance.now();
    awaySince = isKafkaAway(running) ? (awaySince ?? now) : undefined;
    if (awaySince !== undefined && now - awaySince > kafkaPatienceMs) {
      const cure = 'Start it with "npm start", or set KAFKA_BROKERS=host:port.';
      reject(new KafkaAway(`Kafka does not answer at ${cluster}: ${waitingFor}.\n${cure}`));
    }
    const state = recording?.status.state ?? "opening";
    if (!isScreen && state === shown.state && now - shown.at < plainEveryMs) return;
    shown = { state, at: now };
    display.show(recording === undefined ? "reading the file" : progressLine(recording.status, waitingFor));
  };
  const timer = setInterval(look, lookEveryMs);
  const offStop = terminal.onStop(stop);
  const offKey = terminal.onKey?.((key) => {
    const recording = recordingOf();
    if (recording === undefined) return key === "q" || key === "\u0003" ? stop() : undefined;
    const asked = keyControl(key, recording.status);
    if (asked === "stop") return stop();
    try {
      if (asked !== undefined) recording.control(asked);
    } catch (error) {
      display.say((error as Error).message);
    }
    look();
  });
  if (terminal.onKey !== undefined) display.say(keyHelp);
  return {
    stopped,
    end: () => {
      clearInterval(timer);
      offStop();
      offKey?.();
    },
  };
}

/** What a replay that does not run yet waits for, as its readiness tells it. */
function waitingWords({ health }: RunningService): string | undefined {
  const checks = health.ready().filter(({ name }) => name !== "lifecycle");
  const open = checks.find(({ ok }) => !ok) ?? checks.find(({ detail }) => detail !== "ok");
  return open?.detail;
}

/** A topic that is missing is another matter, which the service ends with in its own time. */
function isKafkaAway({ health }: RunningService): boolean {
  const connected = health.ready().find(({ name }) => name === "connected");
  return connected?.ok === false && /the broker|the schema registry/.test(connected.detail);
}
