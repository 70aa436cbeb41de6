import type { BurialPoint } from "../fire/dying-broker.ts";

/** Where `dying-sink-main.ts` may die: after a write is before its commit. */
export type DeathPoint = BurialPoint | "before a write" | "after a write";

/** How likely it is each time it comes there. */
export const deathChances: Readonly<Record<DeathPoint, number>> = {
  "before a write": 0.08,
  "after a write": 0.08,
  "before a dead letter": 0.25,
  "after a dead letter": 0.25,
};
