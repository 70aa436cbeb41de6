import {
  airlineDayCount,
  controlTopic,
  deadLetterTopic,
  flight,
  progressTopic,
  stateTopic,
} from "@tributary/contracts";
import { provision } from "@tributary/kafka";
import { silentLog } from "../kafka/silent-log.ts";

export const producer = "flight-csv";
export const counter = "flights-per-airline";

/** Makes the topics of the chain from a file to the counts per airline and day. */
export async function provisionFlights(kafkaBrokers: string, schemaRegistryUrl: string): Promise<void> {
  await provision({
    kafka: { clientId: "flights-test", brokers: kafkaBrokers.split(","), log: silentLog },
    registry: { registryUrl: schemaRegistryUrl, timeoutMs: 20_000 },
    topics: [
      flight,
      airlineDayCount,
      progressTopic(producer),
      deadLetterTopic(producer, 1),
      stateTopic(counter, flight.partitions),
      deadLetterTopic(counter, flight.partitions),
      controlTopic(counter),
    ],
    replicationFactor: 1,
  });
}

/** The module of a service, which is started by its path and never imported. */
export function mainOf(service: string): URL {
  return new URL(`../../../../services/${service}/src/main.ts`, import.meta.url);
}
