/** @throws RangeError unless it holds: the state is of other parameters, of another version, or damaged. */
export function mustFit(holds: boolean, owner: string, what: string): asserts holds {
  if (!holds) throw new RangeError(`state of ${owner} does not fit: ${what}`);
}

/** @throws RangeError unless it is an object with properties to look at. */
export function mustBeState(state: unknown, owner: string): void {
  mustFit(
    typeof state === "object" && state !== null,
    owner,
    `it is ${state === null ? null : typeof state}`,
  );
}

export function isCount(value: unknown, from: number, to: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
}

/**
 * A copy, so that a frozen list stays as it is; made one by one, since V8 keeps what is sliced off a frozen list as
 * boxed numbers for ever, which are several times slower.
 * @throws RangeError unless all of it are finite numbers.
 */
export function copiedNumbers(list: readonly number[], owner: string, what: string): number[] {
  mustFit(Array.isArray(list), owner, `${what} is no list`);
  const copy: number[] = [];
  for (const value of list) {
    mustFit(Number.isFinite(value), owner, `${what} has ${value}`);
    copy.push(value);
  }
  return copy;
}
