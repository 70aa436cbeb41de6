import { between, chance } from "../simulation/chance.ts";

/** What goes wrong between a bus and its reader. Shares are 0 to 1. */
export interface Troubles {
  readonly jitterMeters: number;
  readonly missingShare: number;
  readonly duplicateShare: number;
  readonly lateShare: number;
  /** The latest of the late. */
  readonly lateMs: number;
}

const fewestLateMs = 1000;

/**
 * When a report arrives, as milliseconds after the fix: not at all, once, or twice. The same for the same
 * vehicle and number, whoever asks.
 */
export function deliveries(troubles: Troubles, key: number, sequence: number): readonly number[] {
  if (chance(key, sequence, 31) < troubles.missingShare) return [];
  const late = chance(key, sequence, 32) < troubles.lateShare;
  const first = late ? Math.round(between(fewestLateMs, troubles.lateMs, key, sequence, 33)) : 0;
  const twice = chance(key, sequence, 34) < troubles.duplicateShare;
  return twice ? [first, first + Math.round(between(0, 3000, key, sequence, 35))] : [first];
}
