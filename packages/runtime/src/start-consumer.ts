import { connect } from "./connect.ts";
import type { Consumer } from "./definition.ts";
import { resolveProcess } from "./process/resolve-process.ts";
import type { Room } from "./room.ts";
import { type RunningView, runView } from "./run-view.ts";
import { serveApi } from "./serve-api.ts";
import { startProcess } from "./start-process.ts";
import { together } from "./together.ts";
import { untilAborted } from "./until-aborted.ts";
import { Waiting } from "./waiting.ts";
import { watchSchemas } from "./watch-schemas.ts";
import { hangProbe, weatherProbe } from "./weather.ts";

/**
 * Connects, joins the group, restores every view, serves the API. Resolves when stopped; rejects when the process or a
 * view cannot go on.
 */
export async function startConsumer(service: Consumer, room: Room): Promise<void> {
  const { health, lifecycle, log, metrics, signal, streamMetrics } = room;
  const { now } = room.ports;
  const process = resolveProcess(service, room.serviceConfig);
  const waiting = new Waiting();
  const options = { log, signal, waiting };
  health.addReady("connected", waiting.probe);

  const broker = await connect("the broker", () => room.ports.openBroker(room), options);
  lifecycle.onClose("broker", () => broker.close());
  const codec = room.ports.openCodec(room);

  const work =
    process && (await startProcess({ service, process, room, broker, codec, connecting: options }));
  const running: (RunningView<unknown> & { readonly name: string })[] = [];
  for (const [name, definition] of Object.entries(service.views(room.serviceConfig))) {
    lifecycle.onClose(`archive of ${name}`, () => definition.archive?.close());
    const open = () => runView({ broker, codec, definition, log, metrics: streamMetrics, now, signal });
    running.push({ name, ...(await connect(`topic ${definition.topic.name}`, open, options)) });
  }
  const begunAt = performance.now();
  metrics.beforeScrape(() => {
    for (const { refresh } of running) refresh();
    const polls = running.map(({ status }) => status().lastAttemptAt ?? begunAt);
    if (polls.length > 0)
      streamMetrics.pollAge.set({ reader: "view" }, (performance.now() - Math.min(...polls)) / 1_000);
  });
  waiting.over();
  watchSchemas(codec, room);
  const registry = () => ({ lastAttemptAt: undefined, failingSince: codec.failingSince });
  health.addReady("registry", weatherProbe(registry, "looking up a schema"));
  for (const { name, view, status } of running) {
    health.addReady(`view ${name}`, () =>
      view.isRestored ? undefined : `restoring: ${view.recordsToRestore} records to go`,
    );
    health.addReady(`reading for ${name}`, weatherProbe(status, "reading"));
    health.addLive(`reading for ${name}`, hangProbe(status, "reading"));
  }

  const views = Object.fromEntries(running.map(({ name, view }) => [name, view]));
  const context = { config: room.serviceConfig, log, metrics, signal, now, views };
  const restored = () => running.every(({ view }) => view.isRestored);
  const { routes } = service;
  if (routes !== undefined) await serveApi(service, room, restored, (app) => routes(app, context));
  health.started();
  // A view owes nobody anything: a reader that hangs on a broker must not hold up the stop.
  const reading = (stop: AbortSignal) => untilAborted(Promise.all(running.map(({ done }) => done)), stop);
  await together(signal, [(stop) => reading(stop).then(() => {}), ...(work ? [work] : [])]);
}
