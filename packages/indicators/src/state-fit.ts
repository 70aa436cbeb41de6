/** A state is of other parameters, of another version, or damaged. To be thrown; its words cost more than a restore. */
export function misfit(owner: string, what: string): RangeError {
  return new RangeError(`state of ${owner} does not fit: ${what}`);
}

/** @throws RangeError unless it is an object with properties to look at. */
export function mustBeState(state: unknown, owner: string): void {
  if (typeof state !== "object" || state === null) throw misfit(owner, `it is ${state}`);
}

export function isCount(value: unknown, from: number, to: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
}

/**
 * A copy, so that a frozen list stays as it is; made one by one, since V8 keeps what is sliced off a frozen list as
 * boxed numbers for ever, which are several times slower.
 * @throws RangeError unless all of it are finite numbers.
 */
export function copiedNumbers(list: readonly number[], owner: string): number[] {
  if (!Array.isArray(list)) throw misfit(owner, "it lacks a list");
  const copy: number[] = [];
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (!Number.isFinite(value)) throw misfit(owner, `one of its numbers is ${value}`);
    copy.push(value);
  }
  return copy;
}
