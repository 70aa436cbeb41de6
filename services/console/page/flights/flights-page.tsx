import { useEffect, useMemo } from "preact/hooks";
import "uplot/dist/uPlot.min.css";
import "../style/action.css";
import "../style/counted.css";
import "../style/flights.css";
import "../style/replay.css";
import { ReplayChoice } from "../replay/panels/replay-choice.tsx";
import { ReplayPanel } from "../replay/panels/replay-panel.tsx";
import { onKeys } from "../shell/shortcuts.ts";
import { useWhileSeen } from "../shell/while-seen.ts";
import { FlightsModel } from "./flights-model.ts";
import { CalendarPanel } from "./panels/calendar-panel.tsx";
import { ChartPanel } from "./panels/chart-panel.tsx";
import { FlightsTop } from "./panels/flights-top.tsx";
import { TotalsPanel } from "./panels/totals-panel.tsx";
import { WeekdayPanel } from "./panels/weekday-panel.tsx";
import { watchFlights } from "./watchable.ts";

/** A year of flights as it is counted, and the replay that brings it. */
export function FlightsPage() {
  const model = useMemo(() => new FlightsModel(), []);
  useWhileSeen(model);
  useEffect(() => watchFlights(model), [model]);
  useEffect(
    () =>
      onKeys([
        { key: "t", does: "Table or chart", act: () => model.toggleTable() },
        { key: "p", does: "Pause or resume the replay", act: () => model.player.toggle() },
      ]),
    [model],
  );
  useEffect(() => {
    const online = () => model.retryNow();
    addEventListener("online", online);
    return () => removeEventListener("online", online);
  }, [model]);
  return (
    <main class="page counted flights" data-state={model.kind.value}>
      <FlightsTop model={model} />
      <div class="flights-floor">
        <ChartPanel model={model} />
        <ReplayPanel player={model.player} skips="flights">
          <ReplayChoice
            replays={model.replays.value.value?.replays ?? []}
            asked={model.seen.value.replay}
            countedIn={({ flightCount }) => flightCount}
            things="flights"
          />
        </ReplayPanel>
        <TotalsPanel model={model} />
        <WeekdayPanel model={model} />
        <CalendarPanel model={model} />
      </div>
    </main>
  );
}
