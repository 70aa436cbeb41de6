import type { LogReader } from "@tributary/kafka";
import { LiveView } from "./live-view.ts";
import type { RunViewOptions } from "./run-view.ts";

/** A view and what will read its log, from where the view has got to. */
export interface OpenedView<T> {
  readonly view: LiveView<T>;
  readonly reader: LogReader;
}

/** Opens the log of a view; with an archive that knows this log, the view begins with what is held there. */
export async function openView<T>(options: RunViewOptions<T>): Promise<OpenedView<T>> {
  const { broker, definition, log, now } = options;
  const { topic, lookBackMs, archive } = definition;
  const reader = await broker.openReader({
    topic: topic.name,
    from: lookBackMs === undefined ? { at: "earliest" } : { at: "time", timestamp: now() - lookBackMs },
  });
  const opened = (archive && (await goOn(options, reader))) ?? begun(options, reader);
  log.info({ topic: topic.name, records: opened.view.recordsToRestore }, "reading the view back");
  await archive?.begin(opened.view.progress);
  if (archive !== undefined) opened.view.watch(archive);
  return opened;
}

/** Undefined when the archive knows nothing of this log. */
async function goOn<T>(options: RunViewOptions<T>, reader: LogReader): Promise<OpenedView<T> | undefined> {
  const { broker, definition, log, now } = options;
  const { topic, archive } = definition;
  const held = await archive?.open(log);
  if (held?.epoch !== reader.epoch || held.position.length !== reader.partitions) return undefined;
  const view = new LiveView(definition);
  const isRestored = await archive?.restore((records) => {
    for (const record of records) view.apply(record, now());
  });
  if (isRestored !== true) return undefined;
  await reader.run(() => {}, AbortSignal.abort()); // lets go of its connection
  const from = { at: "offsets", offsets: held.position } as const;
  const next = await broker.openReader({ topic: topic.name, from });
  view.progress.begin(next);
  return { view, reader: next };
}

function begun<T>({ definition }: RunViewOptions<T>, reader: LogReader): OpenedView<T> {
  const view = new LiveView(definition);
  view.progress.begin(reader);
  return { view, reader };
}
