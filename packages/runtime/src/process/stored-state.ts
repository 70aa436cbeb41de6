import type { IncomingRecord } from "@tributary/kafka";
import type { StateDefinition } from "./fold.ts";
import { markedTopic, type PositionMarker, readMarker } from "./position-marker.ts";
import { frozen } from "./state-json.ts";

export const stateVersionHeader = "state-version";

/** Some tens of milliseconds. */
const statesPerBreath = 10_000;

/** What a partition of `<group>.state` holds, as this version of the code can use it. */
export interface StoredState<S> {
  readonly states: Map<string, S>;
  /** By input; undefined for one that cannot be read. */
  readonly markers: ReadonlyMap<string, PositionMarker | undefined>;
  /** Of a state as JSON, on the average; 0 when there is none. */
  readonly meanBytes: number;
  /** Keys of `states` that an earlier version wrote. */
  readonly upgraded: readonly string[];
  /** Keys whose state cannot be used, and for each the version that wrote it. */
  readonly unreadable: ReadonlyMap<string, string>;
}

interface Foreign {
  readonly version: string;
  readonly json: string;
}

/** Takes in a partition of the state topic: the newest record of each key counts, a tombstone forgets it. */
export class StateReading<S> {
  readonly #definition: StateDefinition<S>;
  readonly #version: string;
  /** Texts until all is read, for each key may be written often; of this version, or else with theirs. */
  readonly #texts = new Map<string, string | Foreign>();
  readonly #markers = new Map<string, PositionMarker | undefined>();
  records = 0;

  constructor(definition: StateDefinition<S>) {
    this.#definition = definition;
    this.#version = String(definition.version);
  }

  readonly take = (records: readonly IncomingRecord[]): void => {
    this.records += records.length;
    for (const { key: keyBytes, value, headers } of records) {
      const key = keyBytes?.toString() ?? "";
      const input = markedTopic(key);
      if (input !== undefined) {
        if (value === null) this.#markers.delete(input);
        else this.#markers.set(input, readMarker(value));
      } else if (value === null) {
        this.#texts.delete(key);
      } else {
        const version = headers[stateVersionHeader]?.toString() ?? "none";
        const json = value.toString();
        this.#texts.set(key, version === this.#version ? json : { version, json });
      }
    }
  };

  /** Awaits `breathe` now and then: a million states take seconds, and the group waits for heartbeats. */
  async finish(breathe: () => Promise<void>): Promise<StoredState<S>> {
    const states = this.#texts as Map<string, unknown>;
    const upgraded: string[] = [];
    const unreadable = new Map<string, string>();
    let bytes = 0;
    let made = 0;
    for (const [key, text] of this.#texts) {
      if (++made % statesPerBreath === 0) await breathe();
      const state = typeof text === "string" ? parsed(text) : this.#upgrade(text);
      if (state === undefined) {
        unreadable.set(key, typeof text === "string" ? this.#version : text.version);
        states.delete(key);
      } else {
        states.set(key, frozen(state));
        bytes += typeof text === "string" ? text.length : text.json.length;
        if (typeof text !== "string") upgraded.push(key);
      }
    }
    const meanBytes = bytes / Math.max(1, states.size);
    return { states: states as Map<string, S>, markers: this.#markers, meanBytes, upgraded, unreadable };
  }

  #upgrade({ version, json }: Foreign): S | undefined {
    const written = Number(version);
    const { upgrade, version: present } = this.#definition;
    // A state of a later version: this code was rolled back, and knows nothing of it.
    if (upgrade === undefined || !Number.isInteger(written) || written > present) return undefined;
    const stored = parsed(json);
    return stored === undefined ? undefined : upgrade(stored, written);
  }
}

/** Undefined for what is no JSON; JSON itself knows no undefined. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
