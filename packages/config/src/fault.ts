import type { ConfigFault } from "./config-error.ts";
import type { Field } from "./field.ts";
import { written } from "./written.ts";

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
  const alternative = field.secret ? ` or ${name}_FILE to a file that holds it` : "";
  const cure = `Set ${name}${example(field)}${alternative}: ${field.doc}`;
  return { name, given: undefined, expected: expected(field), cure };
}

function expected(field: Field): string {
  return field.unit === undefined ? field.type : `${field.type} (${field.unit})`;
}

function usualCure(name: string, field: Field): string {
  const fallback = field.default;
  const unset =
    fallback === undefined
      ? field.optional
        ? `, or unset it`
        : ""
      : `, or unset it for ${field.secret ? "its default" : written(fallback)}`;
  return `Correct ${name}${example(field)}${unset}: ${field.doc}`;
}

function example(field: Field): string {
  return field.example === undefined ? "" : `, for example ${field.example},`;
}

/** A URL may carry a password although the variable is no secret. */
function shown(field: Field, given: string): string {
  return field.secret ? "***" : given.replace(/\/\/[^/@\s]*@/, "//***@");
}
