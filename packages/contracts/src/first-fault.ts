import type { FieldCheck } from "./field-check.ts";
import type { Fault } from "./topic.ts";

/** One check for every field, so that a field added to the schema is not forgotten here: `tsc` asks for it. */
export type FieldChecks<T> = { readonly [Name in keyof T]: FieldCheck<T[Name]> };

/** Finds the first field, in the order of the checks, whose value cannot be true. */
export function firstFault<T extends object>(checks: FieldChecks<T>): (value: T) => Fault | undefined {
  const fields = Object.entries(checks) as [keyof T & string, FieldCheck<unknown>][];
  return (value) => {
    for (const [field, check] of fields) {
      const given: unknown = value[field];
      const expected = check(given);
      if (expected !== undefined) return { field, given, expected };
    }
    return undefined;
  };
}
