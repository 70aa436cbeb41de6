import { connect } from "./connect.ts";
import type { Producer, ProducerContext } from "./definition.ts";
import { Outbox, type Output } from "./process/outbox.ts";
import { EarlierMarks } from "./producer/earlier-marks.ts";
import { openMarks } from "./producer/open-marks.ts";
import { type Outlet, openOutlet } from "./producer/outlet.ts";
import { pump } from "./producer/pump.ts";
import type { Room } from "./room.ts";
import { serveApi } from "./serve-api.ts";
import { Waiting } from "./waiting.ts";
import { watchSchemas } from "./watch-schemas.ts";

/**
 * Serves the API, connects, reads the marks, then carries the source into its topics. Resolves when the source has ended
 * and all is acknowledged.
 */
export async function startProducer(service: Producer, room: Room): Promise<void> {
  const { health, lifecycle, log, metrics, ports, serviceConfig, signal, streamMetrics } = room;
  const { name, outputs, whenFull, keepsMarks, routes } = service;
  const earlier = new EarlierMarks(name);
  const context: ProducerContext = {
    config: serviceConfig,
    log,
    metrics,
    signal,
    now: ports.now,
    marks: earlier,
  };
  const source = service.source(context);
  const waiting = new Waiting();
  const connecting = { log, signal, waiting };
  health.addReady("connected", waiting.probe);
  let isReading = false;
  if (routes !== undefined)
    await serveApi(
      service,
      room,
      () => isReading,
      (app) => routes(app, context),
    );

  const broker = await connect("the broker", () => ports.openBroker(room), connecting);
  lifecycle.onClose("broker", () => broker.close());
  const codec = ports.openCodec(room);
  const encoded: Output[] = [];
  const outlets: Outlet[] = [];
  for (const topic of outputs) {
    const encoder = await connect(
      "the schema registry",
      () => codec.encoder<unknown>(topic, signal),
      connecting,
    );
    encoded.push({ topic, encoder });
    outlets.push(await openOutlet({ topic: topic.name, whenFull }, broker, room, connecting));
  }
  const marks = keepsMarks ? await openMarks(name, broker, room, connecting) : undefined;
  earlier.areRead(marks?.earlier ?? new Map());
  waiting.over();
  watchSchemas(codec, room);

  health.started();
  isReading = true;
  for (const { topic } of outlets) log.info({ topic }, "publishing");
  const outbox = new Outbox(name, encoded);
  const { keeper } = marks ?? {};
  await pump({ service: name, source, outbox, outlets, marks: keeper, metrics: streamMetrics, log, signal });
}
