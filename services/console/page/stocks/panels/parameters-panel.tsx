import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { graphs } from "../graph.ts";
import {
  type AdjustableKind,
  adjustableKinds,
  faultOf,
  graphParameters,
  isSame,
} from "../parameters/graph-parameters.ts";
import { settlingWords } from "../parameters/settling-words.ts";
import type { StocksModel } from "../stocks-model.ts";

/** With what each graph chosen is computed, to be changed; and what in the address cannot be. */
export function ParametersPanel({ model }: { model: StocksModel }) {
  const { graphs: chosen, misfits } = model.seen.value;
  const { parameters } = model;
  /** What was typed goes with it. */
  const resets = useSignal(0);
  const own = [...parameters.own.value.keys()];
  const kinds = adjustableKinds.filter((kind) => chosen.includes(kind));
  return (
    <>
      <details class="parameters">
        <summary>
          Parameters{" "}
          <small>
            {own.length === 0
              ? "as the service computes"
              : `${own.map((kind) => `${graphs[kind].name} ${parameters.words(kind)}`).join(" · ")} computed here`}
          </small>
        </summary>
        {kinds.length === 0 && <p class="hint">None of the graphs chosen has parameters.</p>}
        <div class="parameter-forms">
          {kinds.map((kind) => (
            <GraphForm key={`${kind} ${resets.value}`} model={model} kind={kind} />
          ))}
        </div>
        <p class="hint">
          A graph with other parameters than the service's is computed in this page, by the same code, and
          marked so. Signals and Verify stay with the service's.{" "}
          <button
            type="button"
            class="button"
            disabled={own.length === 0 && misfits.length === 0}
            onClick={() => {
              resets.value++;
              parameters.reset();
            }}
          >
            All as the service computes
          </button>
        </p>
      </details>
      <div role="status">
        {misfits.map((misfit) => (
          <p class="counted-notice" data-kind="stale" key={misfit}>
            {misfit}. It is shown as the service computes it.
          </p>
        ))}
      </div>
    </>
  );
}

/** The numbers of one graph. What is typed holds as soon as it can be, and stays in its field until then. */
function GraphForm({ model, kind }: { model: StocksModel; kind: AdjustableKind }) {
  const { parameters } = model;
  const typed = useSignal<readonly string[] | undefined>(undefined);
  const id = useId();
  const values = parameters.valuesOf(kind);
  const texts = typed.value ?? values?.map(String) ?? [];
  const numbers = texts.map(numberOf);
  const fault = typed.value === undefined ? undefined : faultOf(kind, numbers);
  const ofService = parameters.ofService(kind);
  const type = (index: number, text: string) => {
    const next = texts.map((one, at) => (at === index ? text : one));
    const given = next.map(numberOf);
    typed.value = next;
    if (faultOf(kind, given) === undefined) parameters.give(kind, given);
  };
  const reset = () => {
    typed.value = undefined;
    parameters.reset([kind]);
  };
  return (
    <fieldset disabled={values === undefined} aria-describedby={`${id}-words`}>
      <legend>{graphs[kind].name}</legend>
      <div>
        {graphParameters[kind].map(({ name, least, most, step }, index) => (
          <label key={name}>
            <span>{name}</span>
            <input
              type="number"
              inputMode={step === 1 ? "numeric" : "decimal"}
              min={least}
              max={most}
              step={step}
              value={texts[index] ?? ""}
              aria-invalid={fault !== undefined}
              aria-describedby={`${id}-words`}
              onInput={({ currentTarget }) => type(index, currentTarget.value)}
              onBlur={() => {
                if (fault === undefined) typed.value = undefined;
              }}
            />
          </label>
        ))}
        <button
          type="button"
          class="button plain"
          aria-label={`${graphs[kind].name} as the service computes it: ${ofService?.join(", ") ?? "not known yet"}`}
          disabled={typed.value === undefined && isSame(values, ofService)}
          onClick={reset}
        >
          ↺ {ofService?.join(", ")}
        </button>
      </div>
      <p id={`${id}-words`} data-fault={fault !== undefined || undefined} aria-live="polite">
        {fault === undefined
          ? settlingWords(kind, parameters.isOwn(kind) ? parameters.settlingOf(kind) : undefined)
          : `${fault}; shown with ${values?.join(", ")}`}
      </p>
    </fieldset>
  );
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
