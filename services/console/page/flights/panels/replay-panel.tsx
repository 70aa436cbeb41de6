import { go } from "../../shell/address.ts";
import { count, duration } from "../../shell/words.ts";
import { instantText } from "../day.ts";
import type { FlightsModel } from "../flights-model.ts";
import { percent } from "../number-words.ts";
import { stateWords } from "../replay/replay-words.ts";
import { Figure } from "./figure.tsx";
import { ReplayButtons } from "./replay-buttons.tsx";
import { ReplayChoice } from "./replay-choice.tsx";
import { ReplayPace } from "./replay-pace.tsx";
import { ReplaySeek } from "./replay-seek.tsx";

/** The replay that plays now: where it is, how fast it goes, and the way to change that. */
export function ReplayPanel({ model }: { model: FlightsModel }) {
  const { player } = model;
  const status = player.status.value;
  const hindrance = player.hindrance.value;
  const isLost = ["waiting", "failed"].includes(player.link.value.kind);
  const said = status === undefined ? undefined : stateWords[status.state];
  return (
    <section
      class="card replay"
      aria-labelledby="replay-title"
      aria-busy={status === undefined}
      data-state={status?.state}
      data-old={isLost || undefined}
    >
      <header>
        <h2 id="replay-title">Replay</h2>
        {said !== undefined && (
          <span class="word">
            <span aria-hidden="true">{said.sign}</span> {said.word}
          </span>
        )}
        {status !== undefined && <span class="since file">{status.file}</span>}
        <ReplayChoice model={model} />
      </header>
      {status?.detail !== null && status !== undefined && <p class="hint detail">{status.detail}</p>}
      <div class="transport">
        <ReplayButtons player={player} />
        <ReplayPace player={player} />
      </div>
      {status !== undefined && <ReplaySeek player={player} />}
      {status !== undefined && (
        <dl class="numbers">
          <Figure name="Position">
            {status.eventTime === null ? "not begun" : instantText(status.eventTime)}
          </Figure>
          <Figure name="Done">{percent(status.share === null ? null : status.share * 100)}</Figure>
          <Figure name="Left">
            {status.remainingSeconds === null ? "not known" : duration(status.remainingSeconds * 1000)}
          </Figure>
          <Figure name="Rows/s">{count(Math.round(status.rowsPerSecond))}</Figure>
          <Figure name="Read">{count(status.rows.read)}</Figure>
          <Figure name="Sent">{count(status.rows.sent)}</Figure>
          <Figure name="Buried">
            {status.rows.buried === 0 ? "0" : <BadRows count={status.rows.buried} />}
          </Figure>
          {status.rows.skipped > 0 && <Figure name="Skipped">{count(status.rows.skipped)}</Figure>}
          {status.rows.late > 0 && <Figure name="Late">{count(status.rows.late)}</Figure>}
          {status.rows.outliers > 0 && <Figure name="Outliers">{count(status.rows.outliers)}</Figure>}
        </dl>
      )}
      <div role="status">
        {player.problem.value !== undefined && (
          <p class="section-notice" data-kind="error">
            <b>▲ Not done:</b> {player.problem.value}
          </p>
        )}
      </div>
      {hindrance !== undefined && (
        <p class="hint">
          {status === undefined && !isLost && player.permission.value.value?.allowed !== false
            ? ""
            : "Controls are off: "}
          {hindrance}.
        </p>
      )}
    </section>
  );
}

/** Leads to what could not be read, in the dead letters of the service that replays. */
function BadRows({ count: buried }: { count: number }) {
  const query = { group: "flight-csv" };
  return (
    <a
      href={`/operations?${new URLSearchParams(query)}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go("/operations", query);
      }}
    >
      {count(buried)} bad {buried === 1 ? "row" : "rows"}
    </a>
  );
}
