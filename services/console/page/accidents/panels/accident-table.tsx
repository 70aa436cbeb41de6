import { note } from "../../shell/address.ts";
import { Segments } from "../../shell/segments.tsx";
import { unlessFirst } from "../../shell/unless-first.ts";
import { count } from "../../shell/words.ts";
import { columnTime, placeText } from "../accident-words.ts";
import { tableOrders } from "../accidents-address.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import { severityText } from "../severity.ts";
import { stateName } from "../state-names.ts";
import { inTableOrder } from "../table-order.ts";
import { SeverityMark } from "./severity-mark.tsx";

/** So many rows at most; how many there are is said above. */
const ROWS = 200;
const ORDER_NAMES = { newest: "Newest", severity: "Severest", place: "By place" } as const;

/** The map's twin: the same accidents as rows. */
export function AccidentTable({ model }: { model: AccidentsModel }) {
  void model.drawn.value;
  const { tableOrder, accident: selected } = model.seen.value;
  const { rows, all } = inTableOrder(model.store.values(), model.selection.value, tableOrder, ROWS);
  return (
    <section class="accident-table" aria-labelledby="table-title">
      <header>
        <h2 id="table-title">
          {all > ROWS ? `${ROWS} of ${count(all)} accidents` : `${count(all)} accidents`}
        </h2>
        <Segments
          name="Order of the table"
          choices={tableOrders.map((value) => ({ value, text: ORDER_NAMES[value] }))}
          chosen={tableOrder}
          choose={(value) => note({ order: unlessFirst(tableOrders, value) })}
        />
        {all > ROWS && <span class="since">A shorter time, a state or a severity shows the others.</span>}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-label="Accidents in the window">
        <table>
          <thead>
            <tr>
              <th scope="col">
                Began <small>UTC</small>
              </th>
              <th scope="col">Severity</th>
              <th scope="col">Place</th>
              <th scope="col">Record</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((accident) => (
              <tr key={accident.accidentId} data-chosen={accident.accidentId === selected || undefined}>
                <td>{columnTime(accident.startedAt)}</td>
                <td>
                  <SeverityMark severity={accident.severityLevel} /> {severityText(accident.severityLevel)}
                </td>
                <th scope="row" title={stateName(accident.state)}>
                  {placeText(accident)}
                </th>
                <td>
                  <button type="button" class="link" onClick={() => model.select(accident.accidentId)}>
                    {accident.accidentId}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {all === 0 && <p class="hint">No accident of what is chosen is in the window.</p>}
      </section>
    </section>
  );
}
