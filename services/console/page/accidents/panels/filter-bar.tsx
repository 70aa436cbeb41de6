import { note } from "../../shell/address.ts";
import { moveInList } from "../../shell/arrow-keys.ts";
import { Segments } from "../../shell/segments.tsx";
import type { AccidentsModel } from "../accidents-model.ts";
import { severities, severityText } from "../severity.ts";
import { stateNames } from "../state-names.ts";
import { usualWindow, windows, windowText } from "../time-window.ts";
import { SeverityMark } from "./severity-mark.tsx";

/** The page's main control: how far back, how severe, where. The severities are the map's legend as well. */
export function FilterBar({ model }: { model: AccidentsModel }) {
  const { window, severities: chosen, state, isTable } = model.seen.value;
  return (
    <section class="panel filter-bar" aria-label="What is shown">
      <Segments
        name="Time before the newest accident"
        choices={windows.map((value) => ({ value, text: windowText(value) }))}
        chosen={window}
        choose={(value) => note({ window: value === usualWindow ? null : value })}
      />
      <fieldset class="severities" aria-label="Severity" onKeyDown={moveInList}>
        <span aria-hidden="true">Severity</span>
        {severities.map((severity) => (
          <button
            type="button"
            key={severity}
            aria-pressed={chosen.includes(severity)}
            aria-label={`Severity ${severityText(severity)}`}
            title={`Severity ${severityText(severity)}: of the impact on traffic, not of injuries`}
            onClick={() => model.toggleSeverity(severity)}
          >
            <SeverityMark severity={severity} />
            {severity}
          </button>
        ))}
      </fieldset>
      <select
        aria-label="State"
        data-search
        data-chosen={state !== undefined || undefined}
        value={state ?? ""}
        onChange={(event) => model.chooseState(event.currentTarget.value || undefined)}
      >
        <option value="">All states</option>
        {Object.entries(stateNames).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" class="button" aria-pressed={isTable} onClick={() => model.toggleTable()}>
        {isTable ? "Map" : "Table"}
      </button>
    </section>
  );
}
