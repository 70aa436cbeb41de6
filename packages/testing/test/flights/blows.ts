import { seededRandom } from "../../src/fire/seeded-random.ts";

/** Who is struck: the producer, one of the counters (from 0), or the broker. */
export type Victim = "producer" | "broker" | `counter-${number}`;

/** A `kill -9` when a share of the run's rows is done, and some time after that: within what an earlier one began, too. */
export interface Blow {
  readonly victim: Victim;
  /** 0 to 1. */
  readonly atShare: number;
  readonly afterMs: number;
}

export interface BlowPlan {
  readonly producer: number;
  /** How often each counter is killed. */
  readonly eachCounter: number;
  readonly counters: number;
  readonly broker: number;
  readonly latestAfterMs: number;
}

/** Blows in order of their share, which follow from plan and seed. They begin when the run has begun, and end before it does. */
export function drawBlows(plan: BlowPlan, seed: number): readonly Blow[] {
  const random = seededRandom(seed);
  const victims: Victim[] = [
    ...Array<Victim>(plan.producer).fill("producer"),
    ...Array<Victim>(plan.broker).fill("broker"),
    ...Array.from({ length: plan.counters }, (_, counter) =>
      Array<Victim>(plan.eachCounter).fill(`counter-${counter}`),
    ).flat(),
  ];
  return victims
    .map((victim) => ({
      victim,
      atShare: 0.02 + 0.8 * random(),
      afterMs: Math.round(plan.latestAfterMs * random()),
    }))
    .toSorted((a, b) => a.atShare - b.atShare);
}
