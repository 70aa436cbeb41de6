import { Figure } from "../../shell/figure.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { count, duration } from "../../shell/words.ts";
import type { AccidentsModel } from "../accidents-model.ts";

/** Name, state, and how far and how old what is shown is. */
export function AccidentsTop({ model }: { model: AccidentsModel }) {
  void model.beat.value;
  void model.drawn.value;
  const status = model.player.status.value;
  const sent = status?.replay === model.replay.value ? status?.rows.sent : undefined;
  const counted = model.counts.totals.value.value?.accidents;
  return (
    <header class="top">
      <h1>Accidents</h1>
      <StateBadge kind={model.kind.value} subject="Accidents" />
      <dl class="figures">
        <Figure name="Last update">
          {model.feed.heard.value ? `${duration(model.feed.age)} ago` : "none yet"}
        </Figure>
        <Figure name="Counted">
          {counted === undefined ? "none yet" : count(counted)}
          {sent !== undefined && counted !== undefined && sent >= counted && ` of ${count(sent)} sent`}
        </Figure>
        <Figure name="Held">{count(model.store.size)}</Figure>
      </dl>
    </header>
  );
}
