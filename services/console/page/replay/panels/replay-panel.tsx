import type { ComponentChildren } from "preact";
import { go } from "../../shell/address.ts";
import { instantText } from "../../shell/day.ts";
import { Figure } from "../../shell/figure.tsx";
import { percent } from "../../shell/number-words.ts";
import { count, duration } from "../../shell/words.ts";
import type { ReplayModel } from "../replay-model.ts";
import { stateWords } from "../replay-words.ts";
import { ReplayButtons } from "./replay-buttons.tsx";
import { ReplayPace } from "./replay-pace.tsx";
import { ReplaySeek } from "./replay-seek.tsx";

/**
 * The replay that plays now: where it is, how fast it goes, and the way to change that. `children`: whose counts are
 * shown. `skips`: what a jump ahead leaves out, such as `flights`. `zone`: the zone its times are of, where they have one.
 */
export function ReplayPanel(props: {
  readonly player: ReplayModel;
  readonly skips: string;
  readonly zone?: string;
  readonly children: ComponentChildren;
}) {
  const { player, zone } = props;
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
        {props.children}
      </header>
      {status?.detail !== null && status !== undefined && <p class="hint detail">{status.detail}</p>}
      <div class="transport">
        <ReplayButtons player={player} />
        <ReplayPace player={player} />
      </div>
      {status !== undefined && <ReplaySeek player={player} skips={props.skips} />}
      {status !== undefined && (
        <dl class="numbers">
          <Figure name="Position">
            {status.eventTime === null ? "not begun" : instantText(status.eventTime)}
            {status.eventTime !== null && zone !== undefined && ` ${zone}`}
          </Figure>
          <Figure name="Done">{percent(status.share === null ? null : status.share * 100)}</Figure>
          <Figure name="Left">
            {status.remainingSeconds === null ? "not known" : duration(status.remainingSeconds * 1000)}
          </Figure>
          <Figure name="Rows/s">{count(Math.round(status.rowsPerSecond))}</Figure>
          <Figure name="Read">{count(status.rows.read)}</Figure>
          <Figure name="Sent">{count(status.rows.sent)}</Figure>
          <Figure name="Buried">
            {status.rows.buried === 0 ? "0" : <BadRows group={player.service} count={status.rows.buried} />}
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
function BadRows({ group, count: buried }: { group: string; count: number }) {
  const query = { group };
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
