import { Component } from "preact";
import { useEffect, useState } from "preact/hooks";
import { airlineLabel } from "../airlines.ts";
import { rowsOf } from "../counts/picture.ts";
import { dayOf, dayWords } from "../day.ts";
import type { FlightsModel } from "../flights-model.ts";
import { figure } from "../number-words.ts";

/** A year of 14 airlines are 5,110 cells: so many rows are made in one go, the rest in the frames after it. */
const ROWS_AT_ONCE = 60;

/** The chart's twin: the same numbers as rows. */
export function ChartTable({ model }: { model: FlightsModel }) {
  void model.drawn.value;
  const { range } = model.seen.value;
  const picture = model.picture();
  const rows = rowsOf(picture, range);
  const [made, setMade] = useState(ROWS_AT_ONCE);
  useEffect(() => {
    if (made >= rows.length) return;
    const frame = requestAnimationFrame(() => setMade(made + ROWS_AT_ONCE));
    return () => cancelAnimationFrame(frame);
  }, [made, rows.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="twin" aria-label="Counts per day" tabIndex={0}>
      <table aria-labelledby="chart-title">
        <thead>
          <tr>
            <th scope="col">Day</th>
            {picture.airlines.map((airline) => (
              <th scope="col" key={airline} title={airlineLabel(airline)}>
                {airline}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, made).map(({ date, values }) => (
            <Row
              key={date}
              date={date}
              cells={values.map((value) => figure(value, picture.isPercent)).join("|")}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="hint">No day has been counted yet.</p>}
    </section>
  );
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
