import { seededRandom } from "../../src/fire/seeded-random.ts";

/** What is to be done to whom, when a share of the run's rows is done, and some time after that: within what an earlier one began, too. */
export interface Blow<Name extends string> {
  readonly name: Name;
  /** 0 to 1. */
  readonly atShare: number;
  readonly afterMs: number;
}

export interface BlowPlan<Name extends string> {
  /** How often each is dealt. */
  readonly times: Readonly<Record<Name, number>>;
  readonly latestAfterMs: number;
}

/** Blows in order of their share, which follow from plan and seed. They begin when the run has begun, and end before it does. */
export function drawBlows<Name extends string>(
  { times, latestAfterMs }: BlowPlan<Name>,
  seed: number,
): readonly Blow<Name>[] {
  const random = seededRandom(seed);
  const names = Object.entries<number>(times).flatMap(([name, count]) =>
    Array<Name>(count).fill(name as Name),
  );
  return names
    .map((name) => ({
      name,
      atShare: 0.02 + 0.8 * random(),
      afterMs: Math.round(latestAfterMs * random()),
    }))
    .toSorted((a, b) => a.atShare - b.atShare);
}
