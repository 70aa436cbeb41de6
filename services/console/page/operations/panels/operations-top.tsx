import { StateBadge } from "../../shell/state-badge.tsx";
import { count, duration } from "../../shell/words.ts";
import { lagOf, lagWord } from "../group-words.ts";
import type { OperationsModel } from "../operations-model.ts";

/** The page's name and state, and what one looks for first: how far behind, and since when this is known. */
export function OperationsTop({ model }: { model: OperationsModel }) {
  void model.groups.beat.value;
  const groups = model.groups.value.value?.groups;
  const tripped = groups?.filter((group) => group.tripped !== null).length ?? 0;
  const lag = lagOf(groups?.flatMap(({ partitions }) => partitions) ?? []);
  return (
    <header class="top">
      <h1>Operations</h1>
      <StateBadge kind={model.kind.value} subject="Operations" />
      <dl class="figures">
        <div>
          <dt>Behind</dt>
          <dd>{groups === undefined ? "not known" : `${lagWord(lag)} records`}</dd>
        </div>
        <div>
          <dt>Tripped</dt>
          <dd data-bad={tripped > 0 || undefined}>{groups === undefined ? "not known" : count(tripped)}</dd>
        </div>
        <div>
          <dt>Asked</dt>
          <dd>{groups === undefined ? "none yet" : `${duration(model.groups.age)} ago`}</dd>
        </div>
      </dl>
    </header>
  );
}
