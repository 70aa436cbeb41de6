import {
  airlineDayCount,
  controlTopic,
  deadLetterTopic,
  flight,
  progressTopic,
  stateTopic,
} from "@tributary/contracts";
import { provisionChain } from "../chain/provision-chain.ts";

export const producer = "flight-csv";
export const counter = "flights-per-airline";

/** Makes the topics of the chain from a file to the counts per airline and day. */
export async function provisionFlights(kafkaBrokers: string, schemaRegistryUrl: string): Promise<void> {
  await provisionChain({ kafkaBrokers, schemaRegistryUrl }, [
    flight,
    airlineDayCount,
    progressTopic(producer),
    deadLetterTopic(producer, 1),
    stateTopic(counter, flight.partitions),
    deadLetterTopic(counter, flight.partitions),
    controlTopic(counter),
  ]);
}
