import { performance } from "node:perf_hooks";
import { connect } from "./connect.ts";
import type { Producer } from "./definition.ts";
import { pump } from "./pump.ts";
import type { Room } from "./room.ts";
import { Unacknowledged } from "./unacknowledged.ts";
import { Waiting } from "./waiting.ts";
import { hangProbe, weatherProbe } from "./weather.ts";

/** Connects, then carries the source into the topic. Resolves when the source has ended and all is acknowledged. */
export async function startProducer(service: Producer, room: Room): Promise<void> {
  const { health, lifecycle, log, signal, metrics, streamMetrics } = room;
  const { topic } = service;
  const source = service.source({ config: room.serviceConfig, log, metrics, signal, now: room.ports.now });
  const waiting = new Waiting();
  const options = { log, signal, waiting };
  health.addReady("connected", waiting.probe);

  const broker = await connect("the broker", () => room.ports.openBroker(room), options);
  lifecycle.onClose("broker", () => broker.close());
  const codec = room.ports.openCodec(room);
  const encoder = await connect("the schema registry", () => codec.encoder(topic, signal), options);
  const open = () => broker.openPublisher({ topic: topic.name, whenFull: service.whenFull });
  const publisher = await connect(`topic ${topic.name}`, open, options);
  waiting.over();

  const unacknowledged = new Unacknowledged();
  const status = () => unacknowledged.status(publisher.status);
  health.addReady("publishing", weatherProbe(status, "publishing"));
  health.addLive("publishing", hangProbe(status, "publishing"));
  lifecycle.atStake(() => {
    const { records } = unacknowledged;
    return records === 0 ? undefined : `${records} records for ${topic.name} are not acknowledged`;
  });
  const labels = { messaging_destination_name: topic.name };
  metrics.beforeScrape(() => {
    const { failingSince } = status();
    const age = failingSince === undefined ? 0 : (performance.now() - failingSince) / 1000;
    streamMetrics.publishFailing.set(labels, age);
    streamMetrics.unacknowledged.set(labels, unacknowledged.records);
  });

  health.started();
  log.info({ topic: topic.name }, "publishing");
  await pump({ source, topic, encoder, publisher, unacknowledged, metrics: streamMetrics, log, signal });
}
