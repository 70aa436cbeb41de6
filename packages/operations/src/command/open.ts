import { userInfo } from "node:os";
import { ConfigError, type Environment, load } from "@tributary/config";
import { topics } from "@tributary/contracts";
import type { KafkaLog } from "@tributary/kafka";
import { connectionFaults, type Ports, reach, runtimeConfig } from "@tributary/runtime";
import { createOperations } from "../create-operations.ts";
import { groupsOf } from "../dead-letters/dead-letter-list.ts";
import type { Opened } from "./run.ts";

/** `audit` takes the line of each action. Throws a `ConfigError`; connects when something is asked of the cluster. */
export async function open(ports: Ports, audit: (line: string) => void): Promise<Opened> {
  const { env, origin } = reach(ports.env);
  const config = load(runtimeConfig, env satisfies Environment);
  const faults = connectionFaults(config);
  if (faults.length > 0) throw new ConfigError(faults);
  const log = auditLog(ports.now, audit);
  const room = { name: "dlq", config, log };
  const [operator, broker] = await Promise.all([ports.openOperator(room), ports.openBroker(room)]);
  const codec = ports.openCodec(room);
  return {
    operations: createOperations({ operator, broker, codec, topics, now: ports.now, log, by: person() }),
    groups: () => groupsOf(operator, {}),
    cluster: `${config.KAFKA_BROKERS.join(", ")} (${origin})`,
    close: async () => {
      await Promise.all([operator.close(), broker.close()]);
    },
  };
}

/** Only the lines of actions: what goes wrong on the way reaches the person as the command's own message. */
function auditLog(now: () => number, audit: (line: string) => void): KafkaLog {
  const take = (fields: object, message: string) => {
    if (!("audit" in fields)) return;
    audit(`${JSON.stringify({ time: new Date(now()).toISOString(), ...fields, msg: message })}\n`);
  };
  return { debug: take, info: take, warn: take, error: take };
}

/** A container's user need not have a name. */
function person(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
