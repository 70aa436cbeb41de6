import type { Spec, Values } from "@tributary/config";
import type { Consumer } from "../definition.ts";
import { DefinitionError } from "./definition-error.ts";
import type { Process } from "./process.ts";

/**
 * What the consumer does with its inputs, if anything. Throws a `DefinitionError` for what can never work, before the
 * first connection.
 */
export function resolveProcess(service: Consumer, config: Values<Spec>): Process | undefined {
  const { name, inputs } = service;
  const process = typeof service.process === "function" ? service.process(config) : service.process;
  if (process === undefined) return undefined;
  if (inputs.length === 0) throw new DefinitionError(`${name} has a process, but no inputs`);
  if (new Set(inputs.map((input) => input.name)).size < inputs.length)
    throw new DefinitionError(`${name} has an input twice`);
  if (process.kind !== "fold") return process;
  // Partition n of each input counts into partition n of the state: a key must lie in the same one everywhere.
  if (new Set(inputs.map(({ partitions }) => partitions)).size > 1) {
    const counts = inputs.map((input) => `${input.name} has ${input.partitions}`).join(", ");
    throw new DefinitionError(`the inputs of the fold ${name} need the same number of partitions: ${counts}`);
  }
  const { version } = process.state;
  if (!Number.isSafeInteger(version) || version < 0)
    throw new DefinitionError(`the state version of ${name} is ${version}, expected a whole number`);
  return process;
}
