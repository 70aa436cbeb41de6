import { performance } from "node:perf_hooks";
import { connect } from "./connect.ts";
import type { Producer } from "./definition.ts";
import { pump } from "./pump.ts";
import type { Room } from "./room.ts";
import { hangProbe, weatherProbe } from "./weather.ts";

/** Connects, then carries the source into the topic. Resolves when the source has ended and all is acknowledged. */
export async function startProducer(service: Producer, room: Room): Promise<void> {
  const { health, lifecycle, log, signal, metrics, streamMetrics } = room;
  const { topic } = service;
  let waitingFor: string | undefined = "the broker";
  health.addReady("connected", () => (waitingFor === undefined ? undefined : `waiting for ${waitingFor}`));

  const broker = await connect("the broker", () => room.ports.openBroker(room), log, signal);
  lifecycle.onClose("broker", () => broker.close());
  waitingFor = "the schema registry";
  const codec = room.ports.openCodec(room);
  const encoder = await connect("the schema registry", () => codec.encoder(topic, signal), log, signal);
  waitingFor = `topic ${topic.name}`;
  const open = () => broker.openPublisher({ topic: topic.name, whenFull: service.whenFull });
  const publisher = await connect(waitingFor, open, log, signal);
  waitingFor = undefined;

  health.addReady(
    "publishing",
    weatherProbe(() => publisher.status, "publishing"),
  );
  const hangs = hangProbe(() => publisher.status, "publishing");
  health.addLive("publishing", () => (publisher.status.failingSince === undefined ? undefined : hangs()));
  metrics.beforeScrape(() => {
    const since = publisher.status.failingSince;
    const age = since === undefined ? 0 : (performance.now() - since) / 1000;
    streamMetrics.publishFailing.set({ messaging_destination_name: topic.name }, age);
  });

  health.started();
  log.info({ topic: topic.name }, "publishing");
  const context = { config: room.serviceConfig, log, metrics, signal, now: room.ports.now };
  const source = service.source(context);
  await pump({ source, topic, encoder, publisher, metrics: streamMetrics, log, signal });
}
