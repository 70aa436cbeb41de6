import { duration } from "../../shell/words.ts";
import type { FlightsModel } from "../flights-model.ts";

/** What the page waits for, or what to do about it; nothing while all is well. */
export function FlightsNotice({ model }: { model: FlightsModel }) {
  void model.beat.value;
  const { kind, detail } = model.state.value;
  if (["live", "paused", "finished"].includes(kind)) return null;
  const old = model.feed.heard.value ? ` What you see is ${duration(model.feed.age)} old.` : "";
  return (
    <div class="flights-notice" data-kind={kind}>
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
            <b>No flights here:</b> {detail}. <code>npm start</code> replays a generated year; your own file
            comes by <code>npm run replay -- flights FILE --speed max</code>
          </p>
          {model.seen.value.replay !== undefined && (
            <button type="button" class="button" onClick={() => model.follow(undefined)}>
              Show the newest replay
            </button>
          )}
        </>
      )}
      {kind === "error" && (
        <p>
          <b>{model.feed.heard.value ? "Trouble:" : "No data:"}</b> {detail}. Is it running?{" "}
          <code>npm start</code> starts all; the Overview page shows each service. This page keeps trying.
        </p>
      )}
      {(kind === "reconnecting" || kind === "error") && (
        <button type="button" class="button" onClick={() => model.retryNow()}>
          Try now
        </button>
      )}
    </div>
  );
}
