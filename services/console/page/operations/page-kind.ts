import type { PollKind } from "../shell/poll.ts";
import type { BadgeKind } from "../shell/state-badge.tsx";

/** The worst first: what is missing weighs more than what is old. */
const ORDER: readonly PollKind[] = ["error", "loading", "reconnecting", "stale", "live"];

/** The state of a page that shows several answers side by side. */
export function pageKind({
  polls,
  isEmpty,
}: {
  readonly polls: readonly PollKind[];
  readonly isEmpty: boolean;
}): BadgeKind {
  const worst = ORDER.find((kind) => polls.includes(kind)) ?? "live";
  return worst === "live" && isEmpty ? "empty" : worst;
}
