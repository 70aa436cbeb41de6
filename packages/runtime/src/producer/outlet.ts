import { performance } from "node:perf_hooks";
import type { Broker, Publisher, PublisherOptions } from "@tributary/kafka";
import { type ConnectOptions, connect } from "../connect.ts";
import type { Room } from "../room.ts";
import { Unacknowledged } from "../unacknowledged.ts";
import { hangProbe, weatherProbe } from "../weather.ts";

/** A producer's way into one topic. */
export interface Outlet {
  readonly topic: string;
  readonly publisher: Publisher;
  readonly unacknowledged: Unacknowledged;
  /** To be told how long a record waited for its acknowledgement. */
  readonly tookSeconds: (seconds: number) => void;
}

/** Waits for the topic; from then on readiness, liveness, gauges and the last words of a stop tell how it fares. */
export async function openOutlet(
  options: PublisherOptions,
  broker: Pick<Broker, "openPublisher">,
  { health, lifecycle, metrics, streamMetrics }: Room,
  connecting: ConnectOptions,
): Promise<Outlet> {
  const { topic } = options;
  const publisher = await connect(`topic ${topic}`, () => broker.openPublisher(options), connecting);
  const unacknowledged = new Unacknowledged();
  const status = () => unacknowledged.status(publisher.status);
  health.addReady(`publishing ${topic}`, weatherProbe(status, "publishing"));
  health.addLive(`publishing ${topic}`, hangProbe(status, "publishing"));
  lifecycle.atStake(() => {
    const { records } = unacknowledged;
    return records === 0 ? undefined : `${records} records for ${topic} are not acknowledged`;
  });
  const labels = { messaging_destination_name: topic };
  const duration = streamMetrics.publishDuration.labels(labels);
  metrics.beforeScrape(() => {
    const { failingSince } = status();
    const age = failingSince === undefined ? 0 : (performance.now() - failingSince) / 1000;
    streamMetrics.publishFailing.set(labels, age);
    streamMetrics.unacknowledged.set(labels, unacknowledged.records);
  });
  return { topic, publisher, unacknowledged, tookSeconds: (seconds) => duration.observe(seconds) };
}
