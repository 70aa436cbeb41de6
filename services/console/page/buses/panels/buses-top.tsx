import { StateBadge } from "../../shell/state-badge.tsx";
import { count, duration } from "../../shell/words.ts";
import type { BusesModel } from "../buses-model.ts";

/** Name, state, and how old and how late the data is, apart: a bus reports seldom, the way here is quick. */
export function BusesTop({ model }: { model: BusesModel }) {
  void model.beat.value;
  const { age } = model;
  const half = model.delays.quantile(0.5);
  const nearlyAll = model.delays.quantile(0.99);
  return (
    <header class="top">
      <h1>Buses</h1>
      <StateBadge kind={model.state.value.kind} subject="Bus positions" />
      <dl class="figures">
        <div>
          <dt>Newest fix</dt>
          <dd>{age === undefined ? "none yet" : `${duration(age)} old`}</dd>
        </div>
        <div title="From the log to this page, by the server's clock: half of all fixes, and 99 of 100">
          <dt>Delivery</dt>
          <dd>
            {half === undefined || nearlyAll === undefined
              ? "none yet"
              : `p50 ${duration(half, 1)}, p99 ${duration(nearlyAll, 1)}`}
          </dd>
        </div>
        <div>
          <dt>Held</dt>
          <dd>{count(model.fleet.buses.size)} buses</dd>
        </div>
      </dl>
    </header>
  );
}
