import type { IncomingRecord } from "@tributary/kafka";
import { DefinitionError } from "./definition-error.ts";
import type { StateDefinition } from "./fold.ts";
import { markedTopic, type PositionMarker, readMarker } from "./position-marker.ts";
import { partKey, partMark, type StateForm, stateForm } from "./state-form.ts";
import { frozen } from "./state-json.ts";
import { stateVersionHeader } from "./state-records.ts";

/** Some tens of milliseconds. */
const recordsPerBreath = 10_000;

/** A state that cannot be used. */
export interface Unreadable {
  /** What wrote it. */
  readonly version: string;
  /** The keys of its records in the state topic. */
  readonly recordKeys: readonly string[];
}

/** What a partition of `<group>.state` holds, as this version of the code can use it. */
export interface StoredState<S> {
  readonly states: Map<string, S>;
  /** By input; undefined for one that cannot be read. */
  readonly markers: ReadonlyMap<string, PositionMarker | undefined>;
  /** Of a record of a state as JSON, on the average; 0 when there is none. */
  readonly meanBytes: number;
  /** Keys of `states` that an earlier version wrote, each with the keys of the records it wrote for it. */
  readonly upgraded: ReadonlyMap<string, readonly string[]>;
  /** By state key. */
  readonly unreadable: ReadonlyMap<string, Unreadable>;
}

interface Foreign {
  readonly version: string;
  readonly json: string;
}

/** Of the present version, or else with its own. */
type Text = string | Foreign;
type Parts = ReadonlyMap<string, Text>;

/** Takes in a partition of the state topic: the newest record of each key counts, a tombstone forgets it. */
export class StateReading<S> {
  readonly #definition: StateDefinition<S>;
  readonly #form: StateForm;
  readonly #version: string;
  /** Texts until all is read, for each key may be written often. */
  readonly #wholes = new Map<string, Text>();
  /** By state key and name. */
  readonly #parts = new Map<string, Map<string, Text>>();
  readonly #markers = new Map<string, PositionMarker | undefined>();
  records = 0;

  constructor(definition: StateDefinition<S>) {
    this.#definition = definition;
    this.#form = stateForm(definition);
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
        this.#keep(key, undefined);
      } else {
        const version = headers[stateVersionHeader]?.toString() ?? "none";
        const json = value.toString();
        this.#keep(key, version === this.#version ? json : { version, json });
      }
    }
  };

  /** Awaits `breathe` now and then: a million states take seconds, and the group waits for heartbeats. */
  async finish(breathe: () => Promise<void>): Promise<StoredState<S>> {
    const states = this.#wholes as Map<string, unknown>;
    const upgraded = new Map<string, readonly string[]>();
    const unreadable = new Map<string, Unreadable>();
    let bytes = 0;
    let records = 0;
    let sinceBreath = 0;
    for (const [key, text] of this.#wholes) {
      const isAmbiguous = this.#parts.has(key);
      const state = isAmbiguous ? undefined : this.#whole(key, text);
      if (state === undefined) {
        const version = this.#writer(isAmbiguous ? "whole and in parts" : "whole", [text]);
        unreadable.set(key, { version, recordKeys: [key] });
        states.delete(key);
      } else {
        states.set(key, frozen(state));
        bytes += lengthOf(text);
        records++;
        if (typeof text !== "string") upgraded.set(key, [key]);
      }
      if (++sinceBreath < recordsPerBreath) continue;
      sinceBreath = 0;
      await breathe();
    }
    for (const [key, parts] of this.#parts) {
      const asWhole = unreadable.get(key);
      const state = asWhole === undefined ? this.#together(key, parts) : undefined;
      const texts = [...parts.values()];
      if (state === undefined) {
        const recordKeys = [...(asWhole?.recordKeys ?? []), ...recordKeysOf(key, parts)];
        unreadable.set(key, { version: asWhole?.version ?? this.#writer("in parts", texts), recordKeys });
      } else {
        states.set(key, frozen(state));
        for (const text of texts) bytes += lengthOf(text);
        records += parts.size;
        if (texts.some((text) => typeof text !== "string")) upgraded.set(key, recordKeysOf(key, parts));
      }
      sinceBreath += parts.size;
      if (sinceBreath < recordsPerBreath) continue;
      sinceBreath = 0;
      await breathe();
    }
    const meanBytes = bytes / Math.max(1, records);
    return { states: states as Map<string, S>, markers: this.#markers, meanBytes, upgraded, unreadable };
  }

  #keep(recordKey: string, text: Text | undefined): void {
    const at = recordKey.indexOf(partMark);
    if (at === -1) {
      if (text === undefined) this.#wholes.delete(recordKey);
      else this.#wholes.set(recordKey, text);
      return;
    }
    const key = recordKey.slice(0, at);
    const name = recordKey.slice(at + partMark.length);
    const parts = this.#parts.get(key) ?? new Map<string, Text>();
    if (text === undefined) parts.delete(name);
    else parts.set(name, text);
    if (parts.size === 0) this.#parts.delete(key);
    else this.#parts.set(key, parts);
  }

  /** Undefined, as below, when it cannot be used. */
  #whole(key: string, text: Text): unknown {
    if (typeof text !== "string") return this.#upgrade(key, text.version, parsed(text.json));
    return this.#form.name === "whole" ? parsed(text) : undefined;
  }

  #together(key: string, parts: Parts): unknown {
    const versions = new Set<string>();
    const made: [string, unknown][] = [];
    for (const [name, text] of parts) {
      versions.add(typeof text === "string" ? this.#version : text.version);
      const part = parsed(typeof text === "string" ? text : text.json);
      if (part === undefined) return undefined;
      made.push([name, part]);
    }
    const [version = "none", ...more] = versions;
    if (more.length > 0) return undefined; // a transaction writes all parts in one version
    const state = Object.fromEntries(made);
    if (version !== this.#version) return this.#upgrade(key, version, state);
    return this.#form.name === "in parts" ? state : undefined;
  }

  #upgrade(key: string, version: string, stored: unknown): S | undefined {
    const written = Number(version);
    const { upgrade, version: present } = this.#definition;
    // A state of a later version: this code was rolled back, and knows nothing of it.
    if (upgrade === undefined || !Number.isInteger(written) || written > present) return undefined;
    const state = stored === undefined ? undefined : upgrade(stored, written);
    const { fault } = state === undefined ? {} : this.#form.look(state, undefined, undefined);
    if (fault === undefined) return state;
    throw new DefinitionError(
      `the upgrade of the state of ${JSON.stringify(key)} from version ${version} makes what cannot be stored: state${fault}`,
    );
  }

  /** What wrote the texts, in words; the form is told where it is what is wrong. */
  #writer(form: StateForm["name"] | "whole and in parts", texts: readonly Text[]): string {
    const versions = new Set(texts.map((text) => (typeof text === "string" ? this.#version : text.version)));
    const said = [...versions].sort().join(" and ");
    return versions.has(this.#version) && form !== this.#form.name ? `${said} (${form})` : said;
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

const lengthOf = (text: Text) => (typeof text === "string" ? text : text.json).length;

const recordKeysOf = (key: string, parts: Parts) => [...parts.keys()].map((name) => partKey(key, name));
