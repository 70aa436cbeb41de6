import type { Broker, Codec, ConnectionStatus } from "@tributary/kafka";
import type { Logger } from "pino";
import type { LiveView } from "./live-view.ts";
import { openView } from "./open-view.ts";
import type { ViewDefinition } from "./view.ts";
import { type ViewMetrics, ViewReader } from "./view-reader.ts";

export interface RunViewOptions<T> {
  readonly broker: Pick<Broker, "openReader">;
  readonly codec: Pick<Codec, "decoder">;
  readonly definition: ViewDefinition<T>;
  readonly log: Logger;
  readonly metrics: ViewMetrics;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export interface RunningView<T> {
  readonly view: LiveView<T>;
  readonly status: () => ConnectionStatus;
  /** Sets the gauges that are a function of now; to be called before each scrape. */
  readonly refresh: () => void;
  /** Resolves when `signal` has aborted; rejects when the log cannot be read any more. */
  readonly done: Promise<void>;
}

/** How often the view looks for what has become too old. */
const expireEveryMs = 1_000;

/** Opens the log of a view and keeps reading it. Rejects when it cannot be opened. */
export async function runView<T>(options: RunViewOptions<T>): Promise<RunningView<T>> {
  const { codec, definition, log, metrics, now, signal } = options;
  const { topic } = definition;
  const { view, reader } = await openView(options);

  const viewReader = new ViewReader({ view, decoder: codec.decoder(topic), metrics, now, signal });
  // Unref'd: a reader that hangs while the service stops must not keep the process by its timer.
  const expiring = setInterval(() => view.expire(now()), expireEveryMs).unref();
  let wasRestored = false;
  const reading = reader.run(async (chunk) => {
    await viewReader.take(chunk);
    if (!wasRestored && view.isRestored) {
      wasRestored = true;
      log.info({ topic: topic.name, entries: view.size }, "the view is restored");
    }
  }, signal);
  const refresh = () => viewReader.refresh();
  return { view, status: () => reader.status, refresh, done: reading.finally(() => clearInterval(expiring)) };
}
