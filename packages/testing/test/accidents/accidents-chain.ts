import { accident, controlTopic, deadLetterTopic, progressTopic } from "@tributary/contracts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import { provisionChain } from "../chain/provision-chain.ts";
import { ServiceChain } from "../chain/service-chain.ts";

export const producer = "accident-csv";
export const sink = "mongo-sink";

/** Makes the topics of the chain from a file to MongoDB. */
export async function provisionAccidents({ cluster, schemaRegistryUrl }: FireGround): Promise<void> {
  await provisionChain({ kafkaBrokers: cluster.brokers.join(","), schemaRegistryUrl }, [
    accident,
    progressTopic(producer),
    deadLetterTopic(producer, 1),
    deadLetterTopic(sink, accident.partitions),
    controlTopic(sink),
  ]);
}

export interface AccidentsChainOptions {
  /** Where broker and registry are. */
  readonly servers: Readonly<Record<string, string>>;
  readonly producerEnv: Readonly<Record<string, string>>;
  readonly sinkEnv: (sink: number) => Readonly<Record<string, string>>;
  /** Log file of the run. */
  readonly log: URL;
}

/** One accident-csv and some mongo-sinks. */
export class AccidentsChain extends ServiceChain {
  readonly sinks: ReplicaSet;

  constructor({ servers, producerEnv, sinkEnv, log }: AccidentsChainOptions) {
    super({ servers, producer: { service: producer, env: () => producerEnv }, log });
    this.sinks = this.link({ service: sink, env: sinkEnv });
  }
}
