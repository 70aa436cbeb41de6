import { load, type Spec } from "@tributary/config";
import {
  controlTopic,
  deadLetterTopic,
  type InnerTopic,
  progressTopic,
  stateTopic,
} from "@tributary/contracts";
import type { Consumer, Service } from "../definition.ts";
import { runtimeConfig } from "../runtime-config.ts";
import type { Process } from "./process.ts";

/**
 * The topics that are the service's own: dead letters and control for every process, state for a fold; progress and
 * dead letters for a replay, progress for a producer that keeps marks. To be provisioned with those of the contracts.
 */
export function innerTopics(service: Service): readonly InnerTopic[] {
  if (service.kind === "replay") return [progressTopic(service.name), deadLetterTopic(service.name, 1)];
  if (service.kind === "producer") return service.keepsMarks ? [progressTopic(service.name)] : [];
  if (service.kind !== "consumer" || service.process === undefined) return [];
  return innerTopicsOf(service, { kind: kindOf(service) ?? "fold" });
}

/** Those of a process that is known. */
export function innerTopicsOf(
  { name, inputs }: Pick<Consumer, "name" | "inputs">,
  { kind }: Pick<Process, "kind">,
): readonly InnerTopic[] {
  const partitions = Math.max(...inputs.map((input) => input.partitions));
  const state = kind === "fold" ? [stateTopic(name, partitions)] : [];
  return [deadLetterTopic(name, partitions), ...state, controlTopic(name)];
}

/** A process that depends on the configuration is asked with the defaults; undefined when they do not suffice. */
function kindOf({ config, process }: Consumer): Process["kind"] | undefined {
  if (typeof process !== "function") return process?.kind;
  try {
    const spec: Spec = { ...runtimeConfig, ...config };
    return process(load(spec, {})).kind;
  } catch {
    return undefined;
  }
}
