import { useSignalEffect } from "@preact/signals";
import { Component } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { dayOf, dayWords, monthName, yearOf } from "../../shell/day.ts";
import { figure } from "../../shell/number-words.ts";
import { airlineLabel } from "../airlines.ts";
import { type Picture, rowsOf } from "../counts/picture.ts";
import type { FlightsAddress } from "../flights-address.ts";
import type { FlightsModel } from "../flights-model.ts";
import { MonthSweep } from "./month-sweep.ts";

interface Month {
  readonly airlines: readonly string[];
  readonly isPercent: boolean;
  readonly rows: ReturnType<typeof rowsOf>;
}

/** The chart's twin: the same numbers as rows, a table a month, so that the months out of sight need no layout. */
export function ChartTable({ model }: { model: FlightsModel }) {
  const sweep = useMemo(() => new MonthSweep<Month>(), []);
  useSignalEffect(() => {
    void model.drawn.value;
    sweep.show(monthsOf(model.picture(), model.seen.value.range));
  });
  useEffect(() => () => sweep.stop(), [sweep]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="twin" aria-labelledby="chart-title" tabIndex={0}>
      {sweep.months.value.map((month) => (
        <MonthTable key={month.rows[0]?.date.slice(0, 7)} month={month} />
      ))}
      {model.feed.counted === 0 && <p class="hint">No day has been counted yet.</p>}
    </section>
  );
}

/** Drawn again only when its month had its turn. */
class MonthTable extends Component<{ readonly month: Month }> {
  override shouldComponentUpdate(next: { readonly month: Month }): boolean {
    return next.month !== this.props.month;
  }

  override render() {
    const { rows, airlines, isPercent } = this.props.month;
    const first = dayOf(rows[0]?.date ?? "") ?? 0;
    return (
      <table style={{ "--rows": rows.length + 2, "--columns": airlines.length }}>
        <caption>
          {monthName(first)} {yearOf(first)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {airlines.map((airline) => (
              <th scope="col" key={airline} title={airlineLabel(airline)}>
                {airline}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ date, values }) => (
            <Row key={date} date={date} cells={values.map((value) => figure(value, isPercent)).join("|")} />
          ))}
        </tbody>
      </table>
    );
  }
}

/** Drawn again only when one of its numbers has changed. */
class Row extends Component<{ readonly date: string; readonly cells: string }> {
  override shouldComponentUpdate(next: { readonly date: string; readonly cells: string }): boolean {
    return next.cells !== this.props.cells;
  }

  override render() {
    const { date, cells } = this.props;
    return (
      <tr>
        <th scope="row">
          <time dateTime={date}>{dayWords(dayOf(date) as number)}</time>
        </th>
        {cells.split("|").map((cell, index) => (
          <td key={index}>{cell}</td>
        ))}
      </tr>
    );
  }
}

function monthsOf(picture: Picture, range: FlightsAddress["range"]): Month[] {
  const { airlines, isPercent } = picture;
  const months = Map.groupBy(rowsOf(picture, range), ({ date }) => date.slice(0, 7));
  return [...months.values()].map((rows) => ({ airlines, isPercent, rows }));
}
