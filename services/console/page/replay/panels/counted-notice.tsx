import { note } from "../../shell/address.ts";
import { duration } from "../../shell/words.ts";
import type { CountedState } from "../counted-state.ts";

/** What the page waits for, or what to do about it; nothing while all is well. */
export function CountedNotice(props: {
  readonly state: CountedState;
  /** ms since what is shown changed; undefined before anything was heard. */
  readonly age: number | undefined;
  /** What is counted, such as `flights`; also the name of its file for `npm run replay`. */
  readonly things: string;
  /** What `npm start` replays, such as `a generated year`. */
  readonly generated: string;
  /** Whether one replay was asked for, and not the newest. */
  readonly isOfOne: boolean;
  readonly retryNow: () => void;
}) {
  const { things, age } = props;
  const { kind, detail } = props.state;
  if (["live", "paused", "finished"].includes(kind)) return null;
  const old = age === undefined ? "" : ` What you see is ${duration(age)} old.`;
  return (
    <div class="counted-notice" data-kind={kind}>
      {kind === "loading" && <p>Loading: {detail}…</p>}
      {kind === "stale" && (
        <p>
          <b>Stale:</b> {detail}.{old} The Overview page shows each service.
        </p>
      )}
      {kind === "closed" && (
        <p>
          <b>Closed:</b> {detail}.
        </p>
      )}
      {kind === "reconnecting" && (
        <p>
          <b>Reconnecting:</b> {detail}.{old}
        </p>
      )}
      {kind === "empty" && (
        <>
          <p>
            <b>No {things} here:</b> {detail}. <code>npm start</code> replays {props.generated}; your own file
            comes by <code>npm run replay -- {things} FILE --speed max</code>
          </p>
          {props.isOfOne && (
            <button type="button" class="button" onClick={() => note({ replay: null })}>
              Show the newest replay
            </button>
          )}
        </>
      )}
      {kind === "error" && (
        <p>
          <b>{age === undefined ? "No data:" : "Trouble:"}</b> {detail}. Is it running? <code>npm start</code>{" "}
          starts all; the Overview page shows each service. This page keeps trying.
        </p>
      )}
      {(kind === "reconnecting" || kind === "error") && (
        <button type="button" class="button" onClick={props.retryNow}>
          Try now
        </button>
      )}
    </div>
  );
}
