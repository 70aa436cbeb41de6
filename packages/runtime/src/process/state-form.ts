import { isPlain, settle } from "./state-json.ts";

/** What is to be written under a key of the state topic; undefined for a tombstone. */
export interface StateRecord {
  readonly key: string;
  readonly value: unknown;
}

/** What a step has made of a state: what is wrong with it, or how many records a transaction holds more for it. */
export type Change = { readonly fault: string } | { readonly fault?: undefined; readonly records: number };

/** How the states of a fold lie in its topic. */
export interface StateForm {
  readonly name: "whole" | "in parts";
  /**
   * Looks at what a step has made of `before`, which was looked at when it was made, and freezes what is new in it; `stored`
   * is what the topic has. The fault continues a path: `.a[1] is NaN`.
   */
  look(state: unknown, before: unknown, stored: unknown): Change;
  /** What makes `state` of the `before` that is stored; undefined is no state. */
  changes(key: string, state: unknown, before: unknown): readonly StateRecord[];
}

type Parts = Readonly<Record<string, unknown>>;

/** Between the state key and the name of a part. No state key holds it, so a part is never taken for a whole. */
export const partMark = "\u0001";

const written: Change = { records: 1 };
const unwritten: Change = { records: 0 };

/** One record a key. */
const whole: StateForm = {
  name: "whole",
  look(state, before, stored) {
    const fault = state === undefined ? undefined : settle(state, before);
    if (fault !== undefined) return { fault };
    return before === stored ? written : unwritten;
  },
  changes(key, state, before) {
    return state === undefined && before === undefined ? [] : [{ key, value: state }];
  },
};

/** One record a property. What is identical to what it was before is neither looked at nor written. */
const inParts: StateForm = {
  name: "in parts",
  look(state, before, stored) {
    if (state === undefined) return { records: countOf(before) };
    if (typeof state !== "object" || state === null || Array.isArray(state) || !isPlain(state))
      return { fault: " is no plain object, and is to be kept in parts" };
    let parts = 0;
    let records = 0;
    for (const name in state) {
      const part = (state as Parts)[name];
      if (part === undefined) continue;
      parts++;
      const earlier = partOf(before, name);
      if (part === earlier) continue;
      const fault = settle(part, earlier);
      if (fault !== undefined) return { fault: `.${name}${fault}` };
      if (earlier === partOf(stored, name)) records++;
    }
    // Without a part there is no record to know it by after a restart.
    if (parts === 0) return { fault: " has no property, and is to be kept in parts" };
    Object.freeze(state);
    return { records };
  },
  changes(key, state, before) {
    const records: StateRecord[] = [];
    for (const name in state as Parts) {
      const value = (state as Parts)[name];
      if (value !== undefined && value !== partOf(before, name))
        records.push({ key: partKey(key, name), value });
    }
    for (const name in before as Parts)
      if ((before as Parts)[name] !== undefined && partOf(state, name) === undefined)
        records.push({ key: partKey(key, name), value: undefined });
    return records;
  },
};

export function stateForm({ parts = false }: { readonly parts?: boolean }): StateForm {
  return parts ? inParts : whole;
}

export function partKey(key: string, name: string): string {
  return key + partMark + name;
}

/** Undefined for what is inherited: a part may be named as a method of `Object`. To ask for each costs as much as all else. */
function partOf(state: unknown, name: string): unknown {
  if (state === undefined) return undefined;
  const part = (state as Parts)[name];
  if (typeof part !== "function" && name !== "__proto__") return part;
  return Object.hasOwn(state as Parts, name) ? part : undefined;
}

function countOf(state: unknown): number {
  return state === undefined ? 0 : Object.keys(state as Parts).length;
}
