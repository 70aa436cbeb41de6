import { note } from "../../shell/address.ts";
import { dayWords, isoOf } from "../../shell/day.ts";
import { Segments } from "../../shell/segments.tsx";
import { unlessFirst } from "../../shell/unless-first.ts";
import { airlineLabel } from "../airlines.ts";
import { denominators, isAdditive, measureNames, measures, unitOf } from "../counts/measure.ts";
import { viewFor, views } from "../counts/picture.ts";
import { apiQuery } from "../flights-address.ts";
import type { FlightsModel } from "../flights-model.ts";
import { AirlineChoice } from "./airline-choice.tsx";
import { ChartStage } from "./chart-stage.tsx";
import { ChartTable } from "./chart-table.tsx";
import { FlightsNotice } from "./flights-notice.tsx";

const VIEW_NAMES = { lines: "Lines", stacked: "Stacked", share: "Share" } as const;
const NO_SUM = "Shares on time do not add up: they are shown as lines";

/** The counts per day: what is chosen, the chart or its table. */
export function ChartPanel({ model }: { model: FlightsModel }) {
  const { measure, of, view, isTable, range } = model.seen.value;
  const replay = model.replay.value;
  const kind = model.kind.value;
  return (
    <section class="card chart-card" aria-labelledby="chart-title" aria-busy={kind === "loading"}>
      <AirlineChoice model={model} />
      <div class="choices">
        <Segments
          name="Measure"
          choices={measures.map((value) => ({ value, text: measureNames[value] }))}
          chosen={measure}
          choose={(value) => note({ measure: unlessFirst(measures, value) })}
        />
        <Segments
          name="View"
          choices={views.map((value) => ({
            value,
            text: VIEW_NAMES[value],
            hindrance: value === "lines" || isAdditive(measure) ? undefined : NO_SUM,
          }))}
          chosen={viewFor(measure, view)}
          choose={(value) => note({ view: unlessFirst(views, value) })}
        />
        <span class="of">
          <span aria-hidden="true">On time</span>
          <Segments
            name="On time of"
            choices={denominators.map((value) => ({ value, text: `of ${value}` }))}
            chosen={of}
            choose={(value) => note({ of: unlessFirst(denominators, value) })}
          />
        </span>
        <span class="doings">
          {range !== undefined && (
            <button type="button" class="button" onClick={() => model.zoom(undefined)}>
              All days
            </button>
          )}
          <button type="button" class="button" aria-pressed={isTable} onClick={() => model.toggleTable()}>
            {isTable ? "Chart" : "Table"}
          </button>
          {replay !== undefined && (
            <a
              class="button"
              download
              href={`/api/flights-per-airline/counts.csv?${apiQuery({
                replay,
                airlines: model.chosen.value,
                ...(range !== undefined && { from: isoOf(range[0]), to: isoOf(range[1]) }),
              })}`}
            >
              Download
            </a>
          )}
        </span>
      </div>
      <h2 id="chart-title" class="chart-title">
        {titleOf(model)}
        {range !== undefined && (
          <span>
            {dayWords(range[0])} to {dayWords(range[1])}
          </span>
        )}
      </h2>
      <FlightsNotice model={model} />
      {isTable ? <ChartTable model={model} /> : <ChartStage model={model} />}
    </section>
  );
}

/** `Scheduled flights a day`, `Share of all flights cancelled a day of these airlines, %` */
function titleOf(model: FlightsModel): string {
  const { measure, of, view } = model.seen.value;
  const unit = unitOf(measure, of);
  if (measure === "on-time") return `On time, ${unit} a day`;
  if (viewFor(measure, view) === "share") {
    const whose =
      model.chosen.value.length === 1 ? airlineLabel(model.chosen.value[0] as string) : "the airlines chosen";
    return `Share in the ${unit} of ${whose}, % a day`;
  }
  return `${unit.charAt(0).toUpperCase()}${unit.slice(1)} a day`;
}
