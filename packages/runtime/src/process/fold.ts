import type { Emit } from "./emit.ts";
import type { Message } from "./message.ts";
import type { Rebuild } from "./rebuild.ts";

/** How state is kept: as JSON in `<group>.state`, so `S` must be what JSON can hold. */
export interface StateDefinition<S> {
  /** A whole number; raise it when stored states cannot be used as they are. */
  readonly version: number;
  /**
   * Makes a state stored by an earlier version usable, or answers undefined when only a rebuild from the input helps.
   * Without it every version but the present one is rebuilt.
   */
  readonly upgrade?: (stored: unknown, version: number) => S | undefined;
  /**
   * Keeps each property of a state, which then is an object with at least one, as a record of its own: a step that
   * answers `{ ...state, small }` writes `small` alone, however large the rest is. What is not identical (`===`) to
   * what it was before is written, so what has not changed must be handed on as it is. The order of the properties is
   * not kept. Another form is another version: raise it when this is switched.
   */
  readonly parts?: boolean;
}

/**
 * Pure: no clock, no randomness, no I/O, and neither the given state nor what was emitted is changed (both are frozen). A throw buries the record and leaves the
 * state as it was. State is undefined for a key seen for the first time; answering undefined forgets the key.
 * `rebuild(reason)` instead of state and emits: the key is folded anew from its records in the log.
 */
export type FoldStep<T, S> = (
  state: S | undefined,
  message: Message<T>,
) => readonly [state: S | undefined, emits: readonly Emit[]] | Rebuild;

export interface FoldProcess<T, S> {
  readonly kind: "fold";
  readonly state: StateDefinition<S>;
  readonly step: FoldStep<T, S>;
  /**
   * What state is kept by; default the record's key. A name that does not follow from the record's key has a state of its
   * own in each partition: then `message.partition` must be part of the keys of what is emitted, and readers add the parts up.
   */
  readonly stateKey?: (message: Message<T>) => string;
}

/**
 * State per key, exactly once: state, emits, dead letters and position move in one transaction. Of several emits to
 * one key of a compacted topic within a transaction, the newest is published.
 */
export function fold<T, S>(process: Omit<FoldProcess<T, S>, "kind">): FoldProcess<T, S> {
  return { kind: "fold", ...process };
}
