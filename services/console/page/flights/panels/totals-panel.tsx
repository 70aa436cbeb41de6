import { note } from "../../shell/address.ts";
import { shortDay, yearOf } from "../../shell/day.ts";
import { percent } from "../../shell/number-words.ts";
import { count } from "../../shell/words.ts";
import { airlineName } from "../airlines.ts";
import type { Sums } from "../counts/count-table.ts";
import { type Denominator, onTimePercent } from "../counts/measure.ts";
import type { FlightsModel } from "../flights-model.ts";
import { Swatch } from "./airline-choice.tsx";

/** What the days seen add up to, by airline. The airline's button leads to its calendar. */
export function TotalsPanel({ model }: { model: FlightsModel }) {
  const days = model.counts;
  const { of } = model.seen.value;
  const chosen = model.chosen.value;
  const [from, to] = days ?? [0, -1];
  const rows = chosen.map((airline) => ({ airline, sums: model.table.sum(airline, from, to) }));
  return (
    <section class="card totals" aria-labelledby="totals-title">
      <header>
        <h2 id="totals-title">Totals</h2>
        {days !== undefined && to >= from && (
          <span class="since">
            {shortDay(from)} to {shortDay(to)} {yearOf(to)}
          </span>
        )}
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">Airline</th>
            <th scope="col">Flights</th>
            <th scope="col">Cancelled</th>
            <th scope="col">Diverted</th>
            <th scope="col" class="late">
              Arrived late
            </th>
            <th scope="col">
              On time <small>of {of}</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ airline, sums }) => (
            <tr key={airline} data-chosen={airline === model.selected.value || undefined}>
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={airline === model.selected.value}
                  title={`Calendar of ${airlineName(airline)}`}
                  onClick={() => note({ airline })}
                >
                  <Swatch code={airline} />
                  <b>{airline}</b>{" "}
                  <span class="name">{airlineName(airline) !== airline && airlineName(airline)}</span>
                </button>
              </th>
              <Cells sums={sums} of={of} />
            </tr>
          ))}
        </tbody>
        {rows.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">All {rows.length}</th>
              <Cells sums={added(rows.map(({ sums }) => sums))} of={of} />
            </tr>
          </tfoot>
        )}
      </table>
      <p class="hint">
        On time: arrived less than 15{"\u202f"}min after schedule, in % of the {of} flights
        {of === "scheduled" ? ", cancelled and diverted ones included." : ": neither cancelled nor diverted."}
      </p>
    </section>
  );
}

function Cells({ sums, of }: { sums: Sums; of: Denominator }) {
  const part = (value: number) => (
    <small>{percent(sums.flights === 0 ? null : (100 * value) / sums.flights)}</small>
  );
  return (
    <>
      <td>{count(sums.flights)}</td>
      <td>
        {count(sums.cancelled)} {part(sums.cancelled)}
      </td>
      <td>
        {count(sums.diverted)} {part(sums.diverted)}
      </td>
      <td class="late">
        {count(sums.arrivedLate)} {part(sums.arrivedLate)}
      </td>
      <td>{percent(onTimePercent(sums, of), 2)}</td>
    </>
  );
}

function added(all: readonly Sums[]): Sums {
  const total = { flights: 0, cancelled: 0, diverted: 0, arrivedLate: 0, arrived: 0 };
  for (const sums of all) {
    total.flights += sums.flights;
    total.cancelled += sums.cancelled;
    total.diverted += sums.diverted;
    total.arrivedLate += sums.arrivedLate;
    total.arrived += sums.arrived;
  }
  return total;
}
