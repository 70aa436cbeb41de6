import { count } from "../../shell/words.ts";
import type { ActionModel } from "../actions/action-model.ts";
import { type OperationsModel, ROWS } from "../operations-model.ts";
import { ErrorChips } from "./error-chips.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LetterTable } from "./letter-table.tsx";
import { SectionNotice } from "./section-notice.tsx";

/** What the groups could not use: to be filtered, looked at, sent again, deleted. */
export function LettersPanel({ model, actions }: { model: OperationsModel; actions: ActionModel }) {
  const answer = model.letters.value.value;
  const filter = model.filter.value;
  const isFiltered = Object.keys(filter).length > 0;
  const mayAct = model.groups.value.value?.actions.allowed === true;
  const total =
    answer === undefined ? undefined : `${answer.isComplete ? "" : "≥\u202f"}${count(answer.total)}`;
  const rest = (answer?.total ?? 0) - ROWS;
  return (
    <section class="card letters" aria-labelledby="letters-title" aria-busy={answer === undefined}>
      <header>
        <h2 id="letters-title">Dead letters</h2>
        {total !== undefined && <span class="total">{isFiltered ? `${total} match` : total}</span>}
        <span class="doings">
          {mayAct && (answer?.total ?? 0) > 0 && (
            <button
              type="button"
              class="button"
              onClick={() => void actions.begin({ what: "resend", filter })}
            >
              Resend all {total}…
            </button>
          )}
          {mayAct && answer !== undefined && filter.group !== undefined && (
            <button
              type="button"
              class="button"
              onClick={() =>
                void actions.begin({
                  what: "purge",
                  group: filter.group as string,
                  buriedBefore: answer.clock,
                })
              }
            >
              Purge {filter.group}…
            </button>
          )}
        </span>
      </header>
      <FilterBar model={model} />
      <SectionNotice poll={model.letters} waitsFor="Reading the dead letters" />
      {model.letters.kind.value === "loading" && <div class="skeleton" />}
      {answer !== undefined && answer.errors.length > 0 && <ErrorChips model={model} answer={answer} />}
      {answer !== undefined && answer.total > 0 && <LetterTable model={model} answer={answer} />}
      {rest > 0 && (
        <p class="hint">
          The newest {ROWS} of {total}. Filter to see others here.
        </p>
      )}
      {answer?.total === 0 && (
        <Nothing model={model} isFiltered={isFiltered} isComplete={answer.isComplete} />
      )}
    </section>
  );
}

function Nothing({
  model,
  isFiltered,
  isComplete,
}: {
  model: OperationsModel;
  isFiltered: boolean;
  isComplete: boolean;
}) {
  if (!isFiltered) {
    return (
      <p class="empty">
        <b>○ No dead letters:</b> nothing that is still kept was unusable to a group. In a terminal:{" "}
        <code>npm run dlq -- list</code>
      </p>
    );
  }
  return (
    <p class="empty">
      <b>○ None match.</b> {!isComplete && "Only the newest of each partition were looked at. "}
      <button type="button" class="button" onClick={() => model.clearFilter()}>
        Show all
      </button>
    </p>
  );
}
