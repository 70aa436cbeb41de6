import type { StateDefinition } from "./fold.ts";
import { stateForm } from "./state-form.ts";

/** A record of the state topic. */
export interface OwnRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  /** Null for a tombstone. */
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export const stateVersionHeader = "state-version";

/** What makes `state` of the `before` that is stored, as records; undefined is no state. */
export function stateRecords<S>(
  {
    home,
    definition,
  }: {
    readonly home: { readonly topic: string; readonly partition: number };
    readonly definition: StateDefinition<S>;
  },
  key: string,
  state: S | undefined,
  before: S | undefined,
): OwnRecord[] {
  const headers = { [stateVersionHeader]: String(definition.version) };
  const { topic, partition } = home;
  return stateForm(definition)
    .changes(key, state, before)
    .map(({ key: own, value }) => {
      if (value === undefined) return { topic, partition, key: own, value: null };
      return { topic, partition, key: own, value: Buffer.from(JSON.stringify(value)), headers };
    });
}
