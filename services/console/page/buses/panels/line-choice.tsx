import { useComputed, useSignal } from "@preact/signals";
import { moveInList } from "../../shell/arrow-keys.ts";
import { count } from "../../shell/words.ts";
import type { BusesModel } from "../buses-model.ts";
import { searchLines } from "../line-counts.ts";

/** So many lines are offered at once; typing a number brings the others. */
const OFFERED = 30;

/** Search for lines, and the lines chosen. */
export function LineChoice({ model, opened }: { model: BusesModel; opened: () => void }) {
  const typed = useSignal("");
  const focused = useSignal(false);
  const found = useComputed(() => searchLines(model.lineCounts.value, typed.value));
  const chosen = model.lines.value;
  const toggle = (line: string) => {
    model.choose(chosen.includes(line) ? chosen.filter((other) => other !== line) : [...chosen, line]);
    typed.value = "";
  };
  const rest = found.value.length - OFFERED;
  return (
    <div
      class="line-choice"
      onFocusCapture={() => {
        focused.value = true;
      }}
      onBlurCapture={(event) => {
        focused.value = event.currentTarget.contains(event.relatedTarget as Node | null);
      }}
    >
      <div class="search">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.5L20 20" />
        </svg>
        <input
          type="search"
          data-search
          aria-label="Search lines"
          placeholder="Search lines, such as 24"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          onFocus={opened}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            const first = found.value[0];
            if (event.key === "Enter" && first !== undefined && typed.value !== "") toggle(first.line);
          }}
        />
        <span class="key" aria-hidden="true">
          /
        </span>
      </div>
      {chosen.length > 0 && (
        <fieldset class="chips" aria-label="Lines chosen" onKeyDown={moveInList}>
          {chosen.map((line) => (
            <button
              type="button"
              key={line}
              class="chip"
              data-tint={model.tintOf.value(line)}
              aria-label={`Line ${line}: take out`}
              onClick={() => toggle(line)}
            >
              {line} <span aria-hidden="true">×</span>
            </button>
          ))}
          <button type="button" class="chip plain" onClick={() => model.choose([])}>
            All lines
          </button>
        </fieldset>
      )}
      {(focused.value || typed.value !== "") && (
        <fieldset class="offers" aria-label="Lines" onKeyDown={moveInList}>
          {found.value.slice(0, OFFERED).map(({ line, vehicles }) => (
            <button
              type="button"
              key={line}
              class="offer"
              aria-pressed={chosen.includes(line)}
              aria-label={`Line ${line}, ${vehicles} buses`}
              onClick={() => toggle(line)}
            >
              <b>{line}</b> <span>{count(vehicles)}</span>
            </button>
          ))}
          {rest > 0 && <p class="hint">{count(rest)} more; type a number.</p>}
          {found.value.length === 0 && (
            <p class="hint">
              {typed.value === "" ? "No line has a bus now." : `No line begins with ${typed.value}.`}
            </p>
          )}
        </fieldset>
      )}
    </div>
  );
}
