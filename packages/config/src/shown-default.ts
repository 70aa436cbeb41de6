import type { Field } from "./field.ts";

/** The default as one would write it into the environment; that of a secret stays hidden. */
export function shownDefault({ default: value, secret }: Field): string {
  if (secret) return "***";
  return Array.isArray(value) ? value.join(",") : String(value);
}
