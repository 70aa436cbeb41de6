import type { KafkaConnection } from "./kafka-connection.ts";
import type { Operator } from "./operator.ts";

/** Checks the options; each call connects when it needs to. */
export async function openOperator(_connection: KafkaConnection): Promise<Operator> {
  throw new Error("not built yet");
}
