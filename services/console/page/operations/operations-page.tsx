import { useEffect, useMemo } from "preact/hooks";
import "../style/operations.css";
import "../style/dead-letters.css";
import "../style/dead-letter.css";
import "../style/action.css";
import { onEscape } from "../shell/shortcuts.ts";
import { useWhileSeen } from "../shell/while-seen.ts";
import { ActionDialog } from "./actions/action-dialog.tsx";
import { ActionModel } from "./actions/action-model.ts";
import { OperationsModel } from "./operations-model.ts";
import { GroupsPanel } from "./panels/groups-panel.tsx";
import { InstancesPanel } from "./panels/instances-panel.tsx";
import { LetterDetails } from "./panels/letter-details.tsx";
import { LettersPanel } from "./panels/letters-panel.tsx";
import { OperationsTop } from "./panels/operations-top.tsx";

/** Groups, instances and dead letters, and what the person on call may do about them. */
export function OperationsPage() {
  const model = useMemo(() => new OperationsModel(), []);
  const actions = useMemo(() => new ActionModel(() => model.refresh()), [model]);
  useWhileSeen(model);
  const close = () => {
    // Back to where the keyboard was before: the details may have covered it.
    document.querySelector<HTMLElement>(".letter-table [aria-current]")?.focus();
    model.select(undefined);
  };
  useEffect(
    () =>
      onEscape(() => {
        const had = model.letter.peek() !== undefined;
        if (had) close();
        return had;
      }),
    [model],
  );
  return (
    <main class="page operations" data-state={model.kind.value}>
      <OperationsTop model={model} />
      <div class="floor">
        <div class="sections">
          <GroupsPanel model={model} actions={actions} />
          <LettersPanel model={model} actions={actions} />
          <InstancesPanel model={model} />
        </div>
        <LetterDetails model={model} actions={actions} close={close} />
      </div>
      <ActionDialog model={actions} />
    </main>
  );
}
