import { weekdays } from "../../shell/day.ts";
import { levelOf } from "../../shell/levels.ts";
import { figure } from "../../shell/number-words.ts";
import { airlineLabel } from "../airlines.ts";
import { measureNames } from "../counts/measure.ts";
import { weekdayMeans } from "../counts/weekday-means.ts";
import type { FlightsModel } from "../flights-model.ts";

/** Airlines by weekday, tinted: a table that is its own picture. */
export function WeekdayPanel({ model }: { model: FlightsModel }) {
  const days = model.counts;
  const { measure, of } = model.seen.value;
  const isShare = measure === "on-time";
  const rows = model.chosen.value.map((airline) => ({
    airline,
    means: days === undefined ? [] : weekdayMeans(model.table, airline, days, measure, of),
  }));
  const all = rows.flatMap(({ means }) => present(means));
  return (
    <section class="card weekdays" aria-labelledby="weekdays-title">
      <header>
        <h2 id="weekdays-title">By weekday</h2>
        <span class="since">
          {isShare ? `On time, % of ${of} flights` : `${measureNames[measure]}, mean of such a day`}
        </span>
      </header>
      <table>
        <thead>
          <tr>
            <td />
            {weekdays.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ airline, means }) => {
            // Shares compare across airlines; counts would only say once more which airline is big.
            const scale = isShare ? all : present(means);
            const [least, most] = [Math.min(...scale), Math.max(...scale)];
            return (
              <tr key={airline}>
                <th scope="row" title={airlineLabel(airline)}>
                  {airline}
                </th>
                {weekdays.map((name, index) => {
                  const mean = means[index] ?? null;
                  return (
                    <td
                      key={name}
                      class="mean"
                      data-level={mean === null ? undefined : levelOf(mean, least, most)}
                    >
                      {figure(mean, isShare)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="hint">
        Tint: from the least to the most {isShare ? "of all shown" : "of each airline"}. Days seen: those of
        the chart.
      </p>
    </section>
  );
}

function present(means: readonly (number | null)[]): number[] {
  return means.filter((mean) => mean !== null);
}
