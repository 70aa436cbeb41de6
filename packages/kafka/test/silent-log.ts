import type { KafkaLog } from "../src/kafka-log.ts";

const nothing = () => undefined;

export const silentLog: KafkaLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
