import {
  controlTopic,
  deadLetterTopic,
  marketBar,
  marketIndicator,
  marketSignal,
  marketStatus,
  progressTopic,
  stateTopic,
} from "@tributary/contracts";
import { provisionChain } from "../chain/provision-chain.ts";

export const producer = "stock-ticks";
export const calculator = "technical-indicators";

/** Makes the topics of the way from ticks to indicators. */
export async function provisionStocks(kafkaBrokers: string, schemaRegistryUrl: string): Promise<void> {
  await provisionChain({ kafkaBrokers, schemaRegistryUrl }, [
    marketBar,
    marketStatus,
    marketIndicator,
    marketSignal,
    progressTopic(producer),
    stateTopic(calculator, marketBar.partitions),
    deadLetterTopic(calculator, marketBar.partitions),
    controlTopic(calculator),
  ]);
}
