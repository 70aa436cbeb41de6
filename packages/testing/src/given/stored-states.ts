import type { IncomingRecord } from "@tributary/kafka";

/** Begins the key of what is no state: where the fold goes on. */
const inner = "\u0000";
/** Between a state's key and the name of a part. */
const partMark = "\u0001";

/** The states that the records of a fold's state topic hold, oldest first; those that are kept in parts are put together. */
export function storedStates(records: readonly IncomingRecord[]): ReadonlyMap<string, unknown> {
  const states = new Map<string, unknown>();
  for (const { key: bytes, value } of records) {
    const [key = "", ...name] = String(bytes).split(partMark);
    if (key.startsWith(inner)) continue;
    if (name.length > 0) putPart(states, key, name.join(partMark), value);
    else if (value === null) states.delete(key);
    else states.set(key, JSON.parse(value.toString()));
  }
  return states;
}

function putPart(states: Map<string, unknown>, key: string, name: string, value: Buffer | null): void {
  const { [name]: _, ...others } = (states.get(key) ?? {}) as Record<string, unknown>;
  const parts = value === null ? others : { ...others, [name]: JSON.parse(value.toString()) };
  if (Object.keys(parts).length === 0) states.delete(key);
  else states.set(key, parts);
}
