import type { Emit } from "./emit.ts";
import type { Message } from "./message.ts";

/** Pure: no clock, no randomness, no I/O. A throw buries the record. */
export type MapStep<T> = (message: Message<T>) => readonly Emit[];

export interface MapProcess<T> {
  readonly kind: "map";
  readonly step: MapStep<T>;
}

/** Stateless transformation, at least once: emits are acknowledged before the offset moves. */
export function map<T>(step: MapStep<T>): MapProcess<T> {
  return { kind: "map", step };
}
