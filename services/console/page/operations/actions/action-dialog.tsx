import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { onEscape } from "../../shell/shortcuts.ts";
import type { Action, Outcome } from "./action.ts";
import type { ActionModel, ActionState } from "./action-model.ts";
import { deadLetters, didSay, extentOf, titleOf, wouldSay } from "./action-words.ts";

const FAILURES_SHOWN = 5;

/** Says what an action would do, asks, and says what it did. */
export function ActionDialog({ model }: { model: ActionModel }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const state = model.state.value;
  const shown = state !== undefined;
  useLayoutEffect(() => {
    if (!shown) {
      dialog.current?.close();
      return;
    }
    if (dialog.current?.open === false) dialog.current.showModal();
    // Esc is the dialog's own then, and lets go of nothing under it.
    // Not once its answer is given: this is let go of a little later, and that Esc is meant for what is under it.
    return onEscape(() => model.state.peek() !== undefined);
  }, [shown, model]);
  return (
    <dialog ref={dialog} class="menu action" aria-labelledby="action-title" onClose={() => model.close()}>
      {state !== undefined && (
        <>
          <h2 id="action-title">{titleOf(state.action)}</h2>
          <div role="status">
            <Words state={state} />
          </div>
          <Answers key={state.step} model={model} state={state} />
        </>
      )}
    </dialog>
  );
}

function Words({ state }: { state: ActionState }) {
  if (state.step === "checking") return <p>Looking what would be done…</p>;
  if (state.step === "doing") return <p>Working…</p>;
  if (state.step === "failed") {
    return (
      <p class="problem">
        <b>▲ Not done:</b> {state.problem}.
      </p>
    );
  }
  if (state.step === "done") {
    return (
      <>
        <p>
          <b>Done.</b> {didSay(state.outcome)}
        </p>
        <Failures of={state.outcome} />
      </>
    );
  }
  if (state.action.what === "resume") {
    return (
      <p>
        It tripped: {state.action.reason}. If the cause is still there, it will trip again; its position does
        not move by tripping.
      </p>
    );
  }
  return (
    <>
      {state.would !== undefined && <p>{wouldSay(state.would)}</p>}
      {state.would !== undefined && <Failures of={state.would} />}
    </>
  );
}

function Failures({ of: outcome }: { of: Outcome }) {
  if (outcome.what !== "resend" || outcome.failed.length === 0) return null;
  const more = outcome.failed.length - FAILURES_SHOWN;
  return (
    <>
      <p class="problem">{deadLetters(outcome.failed.length)} cannot be sent:</p>
      <ul class="failures">
        {outcome.failed.slice(0, FAILURES_SHOWN).map(({ group, partition, offset, problem }) => (
          <li key={`${group} ${partition} ${offset}`}>
            <code>
              {group} {partition}·{offset}
            </code>{" "}
            {problem}
          </li>
        ))}
        {more > 0 && <li>and {more} more.</li>}
      </ul>
    </>
  );
}

function Answers({ model, state }: { model: ActionModel; state: ActionState }) {
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLElement>(null);
  // Each step brings buttons of its own: without this the focus would be nowhere. Before a frame shows the words, since
  // whoever has read them may press Enter.
  useLayoutEffect(() => {
    const first = ["input", ".main", ".button"].map((one) => box.current?.querySelector<HTMLElement>(one));
    first.find((one) => one != null)?.focus();
  }, []);
  if (state.step !== "asking") {
    return (
      <div class="answers" ref={box as RefObject<HTMLDivElement>}>
        {state.step === "failed" && (
          <button type="button" class="button" onClick={() => void model.begin(state.action)}>
            Try again
          </button>
        )}
        <button type="button" class="button" onClick={() => model.close()}>
          Close
        </button>
      </div>
    );
  }
  const { action, would, again } = state;
  const mayAgain = would?.what === "resend" && would.alreadyResent > 0 && !again;
  const isNamed = action.what !== "purge" || typed === action.group;
  const isNothing = extentOf(would) === 0;
  return (
    <form
      class="answers"
      ref={box as RefObject<HTMLFormElement>}
      onSubmit={(event) => {
        event.preventDefault();
        if (isNamed && !isNothing) void model.confirm();
      }}
    >
      {action.what === "purge" && !isNothing && (
        <label class="typed">
          Type <code>{action.group}</code> to confirm
          <input
            autocomplete="off"
            spellcheck={false}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      )}
      {mayAgain && (
        <button type="button" class="button" onClick={() => void model.begin(action, true)}>
          Send those too…
        </button>
      )}
      <button type="button" class="button" onClick={() => model.close()}>
        {isNothing ? "Close" : "Cancel"}
      </button>
      {!isNothing && (
        <button
          type="submit"
          class={action.what === "purge" ? "button danger" : "button main"}
          disabled={!isNamed}
        >
          {verbOf(action, would)}
        </button>
      )}
    </form>
  );
}

function verbOf(action: Action, would: Outcome | undefined): string {
  if (action.what === "resume") return "Resume";
  if (action.what === "purge") return `Delete ${deadLetters(extentOf(would))}`;
  return `Send ${deadLetters(extentOf(would))}`;
}
