import { useEffect, useRef, useState } from "preact/hooks";

export type BadgeKind =
  | "loading"
  | "live"
  | "delayed"
  | "stale"
  | "reconnecting"
  | "paused"
  | "finished"
  | "empty"
  | "closed"
  | "halted"
  | "error";

/** Each state's own shape: none is told by colour alone. */
const SIGNS: Readonly<Record<BadgeKind, string>> = {
  loading: "◔",
  live: "●",
  delayed: "◷",
  stale: "◌",
  reconnecting: "⋯",
  paused: "‖",
  finished: "✓",
  empty: "○",
  closed: "■",
  halted: "⊘",
  error: "▲",
};

const ANNOUNCE_EVERY_MS = 10_000;

/** The page's state in one word. Screen readers hear changes only, at most one in ten seconds. */
export function StateBadge({ kind, subject }: { kind: BadgeKind; subject: string }) {
  const [said, setSaid] = useState("");
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, saidAt.current + ANNOUNCE_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      saidAt.current = performance.now();
      setSaid(`${subject}: ${kind}`);
    }, wait);
    return () => clearTimeout(timer);
  }, [kind, subject]);
  return (
    <>
      <span class="badge" data-kind={kind}>
        <span aria-hidden="true">{SIGNS[kind]}</span> {kind}
      </span>
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  );
}
