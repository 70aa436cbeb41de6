import { useSignal } from "@preact/signals";
import { moveInList } from "../../shell/arrow-keys.ts";
import { count } from "../../shell/words.ts";
import { placeText, shortTime } from "../accident-words.ts";
import type { AccidentsModel } from "../accidents-model.ts";
import type { Accident } from "../feed/accident.ts";
import { newestOf } from "../selection.ts";
import { severityText } from "../severity.ts";
import { SeverityMark } from "./severity-mark.tsx";

const ROWS = 40;

/** The newest accidents of the selection, for the keyboard too. It holds still while one is in it. */
export function NewestList({ model }: { model: AccidentsModel }) {
  const held = useSignal<readonly Accident[] | undefined>(undefined);
  void model.drawn.value;
  const newest = newestOf(model.store.values(), model.selection.value, ROWS);
  const rows = held.value ?? newest;
  const selected = model.seen.value.accident;
  const top = rows[0];
  const newer =
    held.value === undefined || top === undefined
      ? 0
      : newest.filter(({ startedAt }) => startedAt > top.startedAt).length;
  const hold = () => {
    held.value ??= newest;
  };
  const letGo = (list: HTMLElement) => {
    if (!list.matches(":hover") && !list.contains(document.activeElement)) held.value = undefined;
  };
  return (
    <section class="card newest" aria-labelledby="newest-title">
      <header>
        <h2 id="newest-title">Newest</h2>
        <span class="since">UTC</span>
        {held.value !== undefined && (
          <span class="since holding">
            {newer === 0 ? "held" : `held, ${newer === ROWS ? `${ROWS} or more` : count(newer)} newer`}
          </span>
        )}
      </header>
      <ul
        aria-label="Newest accidents"
        onKeyDown={moveInList}
        onPointerEnter={hold}
        onPointerLeave={(event) => letGo(event.currentTarget)}
        onFocusCapture={hold}
        onBlurCapture={(event) => {
          const list = event.currentTarget;
          setTimeout(() => letGo(list));
        }}
      >
        {rows.map((accident, index) => (
          <li key={accident.accidentId}>
            <button
              type="button"
              aria-current={accident.accidentId === selected || undefined}
              tabIndex={accident.accidentId === selected || index === 0 ? 0 : -1}
              onClick={() => model.select(accident.accidentId)}
            >
              <SeverityMark severity={accident.severityLevel} />
              <span class="unseen">Severity {severityText(accident.severityLevel)}</span>
              <span class="place">{placeText(accident)}</span>
              <time dateTime={new Date(accident.startedAt).toISOString()}>
                {shortTime(accident.startedAt)}
              </time>
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p class="hint">No accident of what is chosen is in the window.</p>}
    </section>
  );
}
