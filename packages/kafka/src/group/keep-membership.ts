import { backoffMs, pause } from "../backoff.ts";
import { codeOf } from "../broker-error.ts";
import { unlessAborted } from "../reading/unless-aborted.ts";
import { fatalCodes } from "./fatal-codes.ts";
import type { Membership } from "./membership.ts";

/** Ten a session time-out: a rebalance is noticed within a tenth of it, and nine may be lost. */
const heartbeatsPerSession = 10;

/**
 * Heartbeats on a timer of their own, whatever work is in hand, until `signal` aborts or the membership ends: at the
 * latest when none was answered for the session time-out. Rejects with what no retry mends.
 */
export async function keepMembership(
  membership: Membership,
  random: () => number,
  signal: AbortSignal,
): Promise<void> {
  const intervalMs = membership.options.sessionTimeoutMs / heartbeatsPerSession;
  let waitMs = intervalMs;
  for (let failures = 0; ; ) {
    await pause(Math.max(0, Math.min(waitMs, membership.remainingMs)), signal);
    membership.expelIfSilent();
    if (signal.aborted || !membership.isMember) return;
    try {
      await unlessAborted(membership.beat(), signal);
      failures = 0;
      waitMs = intervalMs;
    } catch (error) {
      if (fatalCodes.has(codeOf(error))) throw error;
      waitMs = Math.min(backoffMs(++failures, random), intervalMs);
    }
  }
}
