/** A value as one would write it into the environment. */
export function written(value: unknown): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}
