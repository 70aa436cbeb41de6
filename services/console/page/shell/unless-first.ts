/** The value to note of a choice in the address, null where it is what one gets without. */
export function unlessFirst<T extends string>(all: readonly T[], chosen: T): string | null {
  return chosen === all[0] ? null : chosen;
}
