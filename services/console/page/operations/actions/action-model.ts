import { signal } from "@preact/signals";
import { send } from "../../shell/send.ts";
import { type Action, type Outcome, requestOf } from "./action.ts";

/** From asking what would happen to having done it. */
export type ActionState =
  | { readonly step: "checking"; readonly action: Action }
  | { readonly step: "doing"; readonly action: Action }
  /** `would` is what the dry run found; there is none for a resume. */
  | {
      readonly step: "asking";
      readonly action: Action;
      readonly would: Outcome | undefined;
      readonly again: boolean;
    }
  | { readonly step: "done"; readonly action: Action; readonly outcome: Outcome }
  | { readonly step: "failed"; readonly action: Action; readonly problem: string };

/** One action at a time: first what it would do, then, when confirmed, what it did. */
export class ActionModel {
  readonly state = signal<ActionState | undefined>(undefined);
  readonly #changed: () => void;

  /** `changed` is called when something may have been changed, failures included. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async begin(action: Action, again = false): Promise<void> {
    if (action.what === "resume") {
      this.state.value = { step: "asking", action, would: undefined, again };
      return;
    }
    await this.#run(action, "checking", { dryRun: true, again }, (would) => ({
      step: "asking",
      action,
      would,
      again,
    }));
  }

  async confirm(): Promise<void> {
    const state = this.state.peek();
    if (state?.step !== "asking") return;
    const { action, again } = state;
    await this.#run(action, "doing", { dryRun: false, again }, (outcome) => ({
      step: "done",
      action,
      outcome,
    }));
    this.#changed();
  }

  /** What runs goes on; its outcome is not shown any more. */
  close(): void {
    this.state.value = undefined;
  }

  async #run(
    action: Action,
    step: "checking" | "doing",
    how: { readonly dryRun: boolean; readonly again: boolean },
    then: (outcome: Outcome) => ActionState,
  ): Promise<void> {
    const running: ActionState = { step, action };
    this.state.value = running;
    const next = await perform(action, how).then(then, (error: Error) => ({
      step: "failed" as const,
      action,
      problem: error.message,
    }));
    if (this.state.peek() === running) this.state.value = next;
  }
}

async function perform(
  action: Action,
  { dryRun, again }: { readonly dryRun: boolean; readonly again: boolean },
): Promise<Outcome> {
  const { address, body } = requestOf(action, { dryRun, ...(again && { again }) });
  const told = await send("POST", address, body, "the console");
  return { what: action.what, ...(told as object) } as Outcome;
}
