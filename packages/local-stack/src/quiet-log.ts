import type { KafkaLog } from "@tributary/kafka";

/** For short-lived clients: what goes wrong reaches the caller as a rejection, its log lines would only repeat it. */
export const quietLog: KafkaLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
