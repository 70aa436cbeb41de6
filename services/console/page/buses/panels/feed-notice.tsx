import { duration } from "../../shell/words.ts";
import type { BusesModel } from "../buses-model.ts";

/** What the page waits for, or what to do about it; nothing while all is well. */
export function FeedNotice({ model }: { model: BusesModel }) {
  void model.beat.value;
  const { kind, detail } = model.state.value;
  const { age } = model;
  const chosen = model.lines.value;
  if (kind === "live") return null;
  const old = age === undefined ? "" : ` What you see is ${duration(age)} old.`;
  return (
    <div class="panel feed-notice" data-kind={kind}>
      {kind === "loading" && <p>Loading: {detail}…</p>}
      {kind === "stale" && (
        <p>
          <b>Stale.</b> The feed answers but brings no new fix.{old} Look at bus-gps on the Overview page.
        </p>
      )}
      {kind === "reconnecting" && (
        <p>
          <b>Reconnecting:</b> {detail}.{old}
        </p>
      )}
      {kind === "empty" &&
        (chosen.length > 0 ? (
          <p>
            <b>No bus</b> of {chosen.length === 1 ? "line" : "lines"} {chosen.join(", ")} is on its way now.
          </p>
        ) : (
          <p>
            <b>No buses here.</b> Zoom out, or bring some:{" "}
            <code>npm start -- --only bus-gps,map-feed,console</code>
          </p>
        ))}
      {kind === "error" && (
        <p>
          <b>No data:</b> {detail}. Is it running? <code>npm start</code> starts all; the Overview page shows
          each service. This page keeps trying.
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
