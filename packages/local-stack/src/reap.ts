import { processIdentity } from "./process-identity.ts";
import type { Roll, RollEntry, Tier } from "./roll.ts";
import { waitFor } from "./wait-for.ts";

/** A number may have gone to a stranger since: only what began when the roll says it did is ours to end. */
export function isOurs(entry: RollEntry, identityNow: string | undefined): boolean {
  return identityNow !== undefined && identityNow === entry.identity;
}

/** Signals a whole process group; false when there is none. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends what the roll still lists: services first, then parts; each is asked, then killed after `graceMs`.
 * Answers with those it ended; the roll is empty afterwards.
 */
export async function reap(roll: Roll, graceMs = 10_000): Promise<readonly RollEntry[]> {
  const ended: RollEntry[] = [];
  for (const tier of ["service", "part"] satisfies Tier[]) {
    const ours = roll.entries.filter((entry) => entry.tier === tier && runs(entry));
    for (const { pid } of ours) signalGroup(pid, "SIGTERM");
    // A stopped process (SIGSTOP) hears SIGTERM only when it goes on.
    for (const { pid } of ours) signalGroup(pid, "SIGCONT");
    await waitFor(() => !ours.some(runs), { timeoutMs: graceMs }).catch(() => {
      for (const entry of ours.filter(runs)) signalGroup(entry.pid, "SIGKILL");
    });
    await waitFor(() => !ours.some(runs), { timeoutMs: 5_000 });
    ended.push(...ours);
  }
  for (const { pid } of roll.entries) roll.remove(pid);
  return ended;
}

function runs(entry: RollEntry): boolean {
  return isOurs(entry, processIdentity(entry.pid));
}
