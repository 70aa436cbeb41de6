import { note } from "../../shell/address.ts";
import { percent } from "../../shell/number-words.ts";
import { Segments } from "../../shell/segments.tsx";
import { unlessFirst } from "../../shell/unless-first.ts";
import { count } from "../../shell/words.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import { severities } from "../severity.ts";
import { stateName } from "../state-names.ts";
import { type StateRow, stateOrders, stateRows } from "../state-rows.ts";
import { bySeverity } from "../totals.ts";
import { SeverityMark } from "./severity-mark.tsx";

const ORDER_NAMES = { accidents: "Most", severe: "Severest", name: "A–Z" } as const;

/** What the replay has brought since its beginning, by severity and by state. */
export function CountsPanel({ model }: { model: AccidentsModel }) {
  const totals = model.counts.totals.value.value;
  const { state, stateOrder, severities: chosen } = model.seen.value;
  const rows = totals === undefined ? [] : stateRows(totals.states, chosen, stateOrder);
  const most = Math.max(1, ...rows.map(({ accidents }) => accidents));
  const some = chosen.length < severities.length;
  return (
    <section class="card counts" aria-labelledby="counts-title" aria-busy={totals === undefined}>
      <header>
        <h2 id="counts-title">Counted</h2>
        <span class="since">in the whole replay{state !== undefined && `, ${stateName(state)}`}</span>
      </header>
      {totals !== undefined && <SeverityCounts sums={bySeverity(totals, state)} of={state} />}
      <div class="states-head">
        <h3>By state{some && <span class="since"> of severity {chosen.join(", ")}</span>}</h3>
        <Segments
          name="Order of the states"
          choices={stateOrders.map((value) => ({ value, text: ORDER_NAMES[value] }))}
          chosen={stateOrder}
          choose={(value) => note({ states: unlessFirst(stateOrders, value) })}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="states-scroll" tabIndex={0} aria-label="Accidents by state">
        <table>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Accidents</th>
              <th scope="col">Share</th>
              <th scope="col" title="Severity 3 and 4, of all accidents of the state">
                Severe
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.state} row={row} most={most} isChosen={row.state === state} model={model} />
            ))}
          </tbody>
        </table>
        {totals !== undefined && rows.length === 0 && (
          <p class="hint">None of what is chosen is counted yet.</p>
        )}
      </section>
    </section>
  );
}

function SeverityCounts({ sums, of }: { sums: readonly number[]; of: string | undefined }) {
  const all = sums.reduce((total, sum) => total + sum, 0);
  return (
    <dl
      class="severity-counts"
      aria-label={of === undefined ? "By severity" : `By severity in ${stateName(of)}`}
    >
      {severities.map((severity) => {
        const sum = sums[severity - 1] ?? 0;
        const share = all === 0 ? null : sum / all;
        return (
          <div key={severity} style={{ "--share": share ?? 0 }} data-severity={severity}>
            <dt>
              <SeverityMark severity={severity} />
              <span class="unseen">Severity </span>
              {severity}
            </dt>
            <dd>
              {count(sum)} <small>{percent(share === null ? null : 100 * share)}</small>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Row(props: {
  readonly row: StateRow;
  readonly most: number;
  readonly isChosen: boolean;
  readonly model: AccidentsModel;
}) {
  const { state, name, accidents, share, severe } = props.row;
  return (
    <tr data-chosen={props.isChosen || undefined}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={props.isChosen}
          onClick={() => props.model.chooseState(props.isChosen ? undefined : state)}
        >
          <b class="code">{state}</b> <span>{name}</span>
        </button>
      </th>
      <td class="bar" style={{ "--share": accidents / props.most }}>
        {count(accidents)}
      </td>
      <td>{percent(share === null ? null : 100 * share)}</td>
      <td>{percent(severe === null ? null : 100 * severe)}</td>
    </tr>
  );
}
