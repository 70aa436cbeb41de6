import type { ConfigFault } from "./config-error.ts";
import type { Field } from "./field.ts";
import { shownDefault } from "./shown-default.ts";

/** A fault of a variable that was given; without a cure of its own, the usual one. */
export function fault(name: string, field: Field, given: string, cure?: string): ConfigFault {
  return {
    name,
    given: shown(field, given),
    expected: expected(field),
    cure: cure ?? usualCure(name, field),
  };
}

/** The fault of a variable that must be given and was not. */
export function missing(name: string, field: Field): ConfigFault {
  const alternative = field.secret ? `, or ${name}_FILE to a file that holds it` : "";
  const cure = `Set ${name}${example(field)}${alternative}: ${field.doc}`;
  return { name, given: undefined, expected: expected(field), cure };
}

function expected(field: Field): string {
  return field.unit === undefined ? field.type : `${field.type} (${field.unit})`;
}

function usualCure(name: string, field: Field): string {
  return `Correct ${name}${example(field)}${withoutIt(field)}: ${field.doc}`;
}

function withoutIt(field: Field): string {
  if (field.default !== undefined) return `, or unset it for ${shownDefault(field)}`;
  return field.optional ? ", or unset it" : "";
}

function example(field: Field): string {
  return field.example === undefined ? "" : `, for example ${field.example}`;
}

/** A URL may carry a password although the variable is no secret. */
function shown(field: Field, given: string): string {
  return field.secret ? "***" : given.replace(/\/\/[^/@\s]*@/, "//***@");
}
