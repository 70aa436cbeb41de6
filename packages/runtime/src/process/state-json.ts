/**
 * Why a value would not come back from JSON as it went in, as a path and what is there, or undefined: NaN becomes null,
 * a Date a text, a Map an empty object. A property that is undefined may be left out; in a list it would become null.
 * Objects that are the same ones as in `before` at about the same place were looked at with it, and are not looked at again.
 */
export function jsonFault(value: unknown, before?: unknown): string | undefined {
  return faultOf(value, before, false);
}

/** As `jsonFault`, and freezes what is new, as `frozen` does: one walk for both is half of what a state costs. */
export function settle(value: unknown, before?: unknown): string | undefined {
  return faultOf(value, before, true);
}

function faultOf(value: unknown, before: unknown, freezes: boolean): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : ` is ${value}`;
    case "object":
      if (value === null || value === before) return undefined;
      return Array.isArray(value) ? listFault(value, before, freezes) : objectFault(value, before, freezes);
    default:
      return ` is of type ${typeof value}`;
  }
}

function listFault(list: readonly unknown[], before: unknown, freezes: boolean): string | undefined {
  const earlier: readonly unknown[] | undefined = Array.isArray(before) ? before : undefined;
  let known: ReadonlySet<unknown> | undefined;
  for (let index = 0; index < list.length; index++) {
    const part = list[index];
    if (earlier !== undefined && typeof part === "object" && part !== null && part !== earlier[index]) {
      // It may have moved up for one that has left; one behind the end of a list that has only grown is new.
      if (index < earlier.length) known ??= new Set(earlier);
      if (known?.has(part) === true) continue;
    }
    const fault = faultOf(part, earlier?.[index], freezes);
    if (fault !== undefined) return `[${index}]${fault}`;
  }
  if (freezes) Object.freeze(list);
  return undefined;
}

const nothing: Readonly<Record<string, unknown>> = {};

function objectFault(object: object, before: unknown, freezes: boolean): string | undefined {
  if (!isPlain(object)) return ` is a ${object.constructor?.name ?? "strange object"}`;
  const earlier = (typeof before === "object" && before !== null ? before : nothing) as typeof nothing;
  for (const name in object) {
    const part = (object as Record<string, unknown>)[name];
    // Most are, and a call for each is what a state costs.
    if (typeof part === "number" && Number.isFinite(part)) continue;
    const fault = part === undefined ? undefined : faultOf(part, earlier[name], freezes);
    if (fault !== undefined) return `.${name}${fault}`;
  }
  if (freezes) Object.freeze(object);
  return undefined;
}

/** Of `Object`, of whatever realm, or of nothing. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/**
 * Freezes a state that is kept: a step that changes it in place throws, instead of counting twice when the slice is
 * computed anew.
 */
export function frozen<S>(state: S): S {
  if (typeof state !== "object" || state === null || Object.isFrozen(state)) return state;
  if (Array.isArray(state)) for (const part of state) frozen(part);
  else for (const name in state) frozen(state[name]);
  return Object.freeze(state);
}
