import { processIdentity } from "./process-identity.ts";
import type { Roll, RollEntry, Tier } from "./roll.ts";
import { type Say, silence } from "./say.ts";
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

/** How long each tier may take to stop when asked, before it is killed. */
export const defaultGraceMs: Readonly<Record<Tier, number>> = { service: 12_000, part: 20_000 };

/**
 * Ends what the roll lists: services first, then parts; each is asked, then killed when its grace is over.
 * Answers with those it ended; the roll is empty afterwards.
 */
export async function reap(
  roll: Roll,
  options: { readonly graceMs?: Readonly<Record<Tier, number>>; readonly say?: Say } = {},
): Promise<readonly RollEntry[]> {
  const { graceMs = defaultGraceMs, say = silence } = options;
  const ended: RollEntry[] = [];
  for (const tier of ["service", "part"] satisfies Tier[]) {
    const ours = roll.entries.filter((entry) => entry.tier === tier && runs(entry));
    for (const { pid } of ours) {
      signalGroup(pid, "SIGTERM");
      signalGroup(pid, "SIGCONT"); // one that was stopped (SIGSTOP) hears SIGTERM only when it goes on
    }
    await waitFor(() => !ours.some(runs), { timeoutMs: graceMs[tier], everyMs: 50 }).catch(() => {
      for (const { name, pid } of ours.filter(runs)) {
        say(`${name} did not stop within ${graceMs[tier] / 1000} s: ended by SIGKILL`);
        signalGroup(pid, "SIGKILL");
      }
    });
    await waitFor(() => !ours.some(runs), { timeoutMs: 5_000, everyMs: 50 });
    ended.push(...ours);
  }
  for (const { pid } of roll.entries) roll.remove(pid);
  return ended;
}

function runs(entry: RollEntry): boolean {
  return isOurs(entry, processIdentity(entry.pid));
}
