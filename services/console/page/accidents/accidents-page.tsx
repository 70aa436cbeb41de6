import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import "../style/action.css";
import "../style/counted.css";
import "../style/replay.css";
import "../style/accidents.css";
import "../style/accident-record.css";
import { ReplayChoice } from "../replay/panels/replay-choice.tsx";
import { ReplayPanel } from "../replay/panels/replay-panel.tsx";
import { onEscape, onKeys } from "../shell/shortcuts.ts";
import { useWhileSeen } from "../shell/while-seen.ts";
import { AccidentsModel } from "./accidents-model.ts";
import type { AccidentMap } from "./map/accident-map.ts";
import { AccidentsTop } from "./panels/accidents-top.tsx";
import { CountsPanel } from "./panels/counts-panel.tsx";
import { MapStage } from "./panels/map-stage.tsx";
import { NewestList } from "./panels/newest-list.tsx";
import { RecordPanel } from "./panels/record-panel.tsx";
import { WeekPanel } from "./panels/week-panel.tsx";

/** Accidents in the United States as a replay brings them, and what MongoDB has kept of each. */
export function AccidentsPage() {
  const model = useMemo(() => new AccidentsModel(), []);
  const map = useSignal<AccidentMap | undefined>(undefined);
  useWhileSeen(model);
  useEffect(() => {
    const forgetKeys = onKeys([
      { key: "t", does: "Table or map", act: () => model.toggleTable() },
      { key: "p", does: "Pause or resume the replay", act: () => model.player.toggle() },
    ]);
    const forgetEscape = onEscape(() => letGo(model));
    const online = () => model.retryNow();
    addEventListener("online", online);
    return () => {
      forgetKeys();
      forgetEscape();
      removeEventListener("online", online);
    };
  }, [model]);
  return (
    <main class="page counted accidents" data-state={model.kind.value}>
      <AccidentsTop model={model} />
      <div class="accidents-floor">
        <MapStage model={model} map={map} />
        <ReplayPanel player={model.player} skips="accidents" zone="UTC">
          <ReplayChoice
            replays={model.counts.replays.value.value?.replays ?? []}
            asked={model.seen.value.replay}
            countedIn={({ accidentCount }) => accidentCount}
            things="accidents"
          />
        </ReplayPanel>
        <div class="beside">
          <NewestList model={model} />
          {model.seen.value.accident === undefined ? (
            <>
              <CountsPanel model={model} />
              <WeekPanel model={model} />
            </>
          ) : (
            <RecordPanel model={model} map={map.value} />
          )}
        </div>
      </div>
    </main>
  );
}

/** Esc closes the record, then lets the state go. */
function letGo(model: AccidentsModel): boolean {
  const { accident, state } = model.seen.peek();
  if (accident !== undefined) model.select(undefined);
  else if (state !== undefined) model.chooseState(undefined);
  return accident !== undefined || state !== undefined;
}
