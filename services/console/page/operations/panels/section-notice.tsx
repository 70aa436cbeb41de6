import type { Poll } from "../../shell/poll.ts";
import { duration } from "../../shell/words.ts";

/** What a section waits for, or what is wrong with it; nothing while all is well. */
export function SectionNotice({ poll, waitsFor }: { poll: Poll<unknown>; waitsFor: string }) {
  void poll.beat.value;
  const kind = poll.kind.value;
  if (kind === "live") return null;
  const old = `What you see is ${duration(poll.age)} old.`;
  return (
    <div class="section-notice" data-kind={kind}>
      {kind === "loading" && <p>{waitsFor}…</p>}
      {kind === "stale" && (
        <p>
          <b>Stale.</b> The console takes long to answer. {old}
        </p>
      )}
      {kind === "reconnecting" && (
        <p>
          <b>Reconnecting:</b> {poll.failure.value}. {old}
        </p>
      )}
      {kind === "error" && (
        <p>
          <b>No answer:</b> {poll.failure.value}. Is it running? <code>npm start</code> starts all. This page
          keeps trying.
        </p>
      )}
    </div>
  );
}
