import { moveInList } from "../../shell/arrow-keys.ts";
import { count } from "../../shell/words.ts";
import type { DeadLettersAnswer } from "../answers.ts";
import type { OperationsModel } from "../operations-model.ts";

/** How often each error occurs; pressing one shows it alone. */
export function ErrorChips({ model, answer }: { model: OperationsModel; answer: DeadLettersAnswer }) {
  const { errors, countedErrorsOf } = answer;
  const chosen = model.filter.value.error;
  const ofAll = errors.reduce((sum, one) => sum + one.count, 0) === answer.total && answer.isComplete;
  return (
    <fieldset class="chips errors" aria-label="Errors" onKeyDown={moveInList}>
      <span class="chips-name">
        {chosen === undefined && ofAll ? "By error" : `By error, of the newest ${count(countedErrorsOf)}`}
      </span>
      {errors.map(({ error, count: times }) => (
        <button
          type="button"
          key={error}
          class="offer"
          aria-pressed={chosen === error}
          onClick={() => model.choose("error", chosen === error ? null : error)}
        >
          <b>{error}</b> <span>{count(times)}</span>
        </button>
      ))}
    </fieldset>
  );
}
