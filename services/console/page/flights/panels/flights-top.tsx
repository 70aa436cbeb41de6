import { dayWords } from "../../shell/day.ts";
import { Figure } from "../../shell/figure.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { count, duration } from "../../shell/words.ts";
import type { FlightsModel } from "../flights-model.ts";

/** Name, state, and how far and how old the counts are. */
export function FlightsTop({ model }: { model: FlightsModel }) {
  void model.beat.value;
  void model.drawn.value;
  const status = model.player.status.value;
  const sent = status?.replay === model.replay.value ? status?.rows.sent : undefined;
  const { last } = model.table;
  const { kind } = model.state.value;
  return (
    <header class="top">
      <h1>Flights</h1>
      <StateBadge kind={kind} subject="Counts of flights" />
      <dl class="figures">
        <Figure name="Last update">
          {model.feed.heard.value ? `${duration(model.feed.age)} ago` : "none yet"}
        </Figure>
        <Figure name="Counted">
          {count(model.feed.counted)}
          {sent !== undefined && sent >= model.feed.counted && ` of ${count(sent)} sent`}
        </Figure>
        <Figure name="Up to">{last === undefined ? "no day yet" : dayWords(last)}</Figure>
      </dl>
    </header>
  );
}
