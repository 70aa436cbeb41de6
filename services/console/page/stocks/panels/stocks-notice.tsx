import { duration } from "../../shell/words.ts";
import type { StocksModel } from "../stocks-model.ts";

/** What the page waits for, or what to do about it; nothing while all is well. */
export function StocksNotice({ model }: { model: StocksModel }) {
  void model.beat.value;
  const { kind, detail } = model.state.value;
  if (kind === "live") return null;
  const { age } = model;
  const old = age === undefined ? "" : ` What you see is ${duration(age)} old.`;
  return (
    <div class="counted-notice" data-kind={kind}>
      {kind === "loading" && <p>Loading: {detail}…</p>}
      {(kind === "delayed" || kind === "closed" || kind === "halted") && (
        <p>
          <b>{kind.charAt(0).toUpperCase() + kind.slice(1)}:</b> {detail}.
        </p>
      )}
      {kind === "stale" && (
        <p>
          <b>Stale:</b> {detail}.{old} The Overview page shows each service.
        </p>
      )}
      {kind === "reconnecting" && (
        <p>
          <b>Reconnecting:</b> {detail}.{old}
        </p>
      )}
      {kind === "empty" && (
        <p>
          <b>No bars here:</b> {detail}.
          {model.about.value === undefined && (
            <>
              {" "}
              <code>npm start</code> follows the S&P 500 and three made-up symbols; <code>STOCK_SYMBOLS</code>{" "}
              names others.
            </>
          )}
        </p>
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
