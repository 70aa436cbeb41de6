import { setTimeout } from "node:timers/promises";

/** Resolves after so many milliseconds, or at once when the signal aborts; never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
