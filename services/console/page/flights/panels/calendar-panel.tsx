import { useSignal } from "@preact/signals";
import { dayWords, monthStart, yearOf } from "../../shell/day.ts";
import { endsOf } from "../../shell/levels.ts";
import { figure } from "../../shell/number-words.ts";
import { airlineLabel } from "../airlines.ts";
import { measured, measureNames } from "../counts/measure.ts";
import type { FlightsModel } from "../flights-model.ts";
import { CalendarLegend, CalendarMonth } from "./calendar-month.tsx";

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** A year of one airline, a cell a day. A month's name zooms the chart to it. */
export function CalendarPanel({ model }: { model: FlightsModel }) {
  void model.drawn.value;
  const pointed = useSignal<number | undefined>(undefined);
  const { measure, of, range } = model.seen.value;
  const airline = model.selected.value;
  const { first, last } = model.table;
  if (first === undefined || last === undefined) return null;
  const year = yearOf(range?.[0] ?? first);
  const valueOn = (day: number) => measured(measure, model.table.sum(airline, day, day), of);
  const values: number[] = [];
  const end = Math.min(last, monthStart(year, 12) - 1);
  for (let day = Math.max(first, monthStart(year, 0)); day <= end; day++) {
    const value = valueOn(day);
    if (value) values.push(value);
  }
  const ends = endsOf(values) ?? [0, 0];
  const isPercent = measure === "on-time";
  const at = pointed.value;
  return (
    <section class="card calendar" aria-labelledby="calendar-title">
      <header>
        <h2 id="calendar-title">
          {airlineLabel(airline)} in {year}
        </h2>
        <span class="since">{isPercent ? `On time, % of ${of} flights` : measureNames[measure]}</span>
        {at !== undefined && (
          <span class="pointed">
            {dayWords(at)}: <b>{at < first || at > last ? "not reached" : figure(valueOn(at), isPercent)}</b>
          </span>
        )}
      </header>
      <div class="months">
        {MONTHS.map((month) => (
          <CalendarMonth
            key={month}
            from={monthStart(year, month)}
            to={monthStart(year, month + 1) - 1}
            reached={[first, last]}
            valueOn={valueOn}
            ends={ends}
            isPercent={isPercent}
            zoom={(chosen) => model.zoom(chosen)}
            point={(day) => {
              pointed.value = day;
            }}
          />
        ))}
      </div>
      <p class="legend hint">
        {values.length > 0 && <CalendarLegend ends={ends} isPercent={isPercent} />}
        Outlined: none. Faint: not reached.
      </p>
    </section>
  );
}
