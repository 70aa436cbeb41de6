import type { Topic } from "@tributary/contracts";
import {
  defineConsumer,
  defineGateway,
  defineProducer,
  defineReplay,
  type Process,
  type Producer,
  type Service,
} from "@tributary/runtime";

/** A topic of nothing, for services that are only drawn. */
export function aTopic(name: string): Topic<{ at: number }> {
  return {
    name,
    schema: { type: "record", name: "Nothing", namespace: "tributary.test", fields: [] },
    key: () => "key",
    eventTime: ({ at }) => at,
    partitions: 1,
    cleanup: { policy: "delete", retentionMs: 1 },
    fault: () => undefined,
  };
}

export function aProducer(
  name: string,
  outputs: readonly Topic<{ at: number }>[],
  more: Partial<Pick<Producer, "keepsMarks" | "routes">> = {},
): Service {
  return defineProducer({
    name,
    summary: `Makes ${outputs.map(({ name }) => name).join(" and ")}`,
    config: {},
    outputs,
    ...more,
    source: async function* () {},
  });
}

export function aReplay(name: string, topic: Topic<{ at: number }>): Service {
  return defineReplay({
    name,
    summary: `Replays ${topic.name}`,
    config: {},
    topic,
    open: () => Promise.reject(new Error("only drawn")),
    routes: () => {},
  });
}

export function aConsumer(
  name: string,
  input: Topic<{ at: number }>,
  output?: Topic<{ at: number }>,
  process?: Process,
): Service {
  return defineConsumer({
    name,
    summary: `Takes ${input.name}.`,
    config: {},
    inputs: [input],
    outputs: output ? [output] : [],
    ...(process && { process }),
    views: () => ({}),
    routes: () => {},
  });
}

export function aGateway(name: string): Service {
  return defineGateway({ name, summary: "A door | to all", config: {}, routes: () => {} });
}
