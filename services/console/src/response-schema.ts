/** The words response schemas are made of: every property named is there in every answer. */
export const text = { type: "string" };
export const textOrNull = { type: ["string", "null"] };
export const flag = { type: "boolean" };
export const whole = { type: "integer" };
export const wholeOrNull = { type: ["integer", "null"] };
/** ms since the epoch. */
export const instant = { type: "integer", description: "ms since the epoch" };

export function record(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}

export function list(items: unknown) {
  return { type: "array", items };
}

export function recordOrNull(properties: Record<string, unknown>) {
  return { ...record(properties), nullable: true };
}

/** What is answered instead of 200. */
export const problem = record({ statusCode: whole, error: text, message: text });
