import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { BurialPoint } from "../fire/dying-broker.ts";

/** Where `dying-sink-main.ts` dies: after a write is before its commit. */
export type DeathPoint = BurialPoint | "before a write" | "after a write";

export const deathPoints: readonly DeathPoint[] = [
  "before a write",
  "after a write",
  "before a dead letter",
  "after a dead letter",
];

/** How often at each of them, all processes together. */
export const deathsEach = 2;

/** Whether to die here: once in three times, until so many have, of which there is a file each in the folder. */
export function isDue(at: string, folder: string, deaths = deathsEach): boolean {
  if (Math.random() > 1 / 3) return false;
  for (let death = 0; death < deaths; death++) {
    try {
      closeSync(openSync(join(folder, `${at} ${death}`), "wx"));
      return true;
    } catch {
      // somebody has died of this one
    }
  }
  return false;
}
