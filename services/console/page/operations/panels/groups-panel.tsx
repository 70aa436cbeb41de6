import type { ActionModel } from "../actions/action-model.ts";
import type { OperationsModel } from "../operations-model.ts";
import { GroupCard } from "./group-card.tsx";
import { SectionNotice } from "./section-notice.tsx";

/** Every consumer group: who is in it, what each member holds, and how far it is behind. */
export function GroupsPanel({ model, actions }: { model: OperationsModel; actions: ActionModel }) {
  const answer = model.groups.value.value;
  return (
    <section class="groups" aria-labelledby="groups-title" aria-busy={answer === undefined}>
      <h2 id="groups-title" class="section-title">
        Groups
      </h2>
      <SectionNotice
        poll={model.groups}
        waitsFor="Asking Kafka for its groups, their members and their lag"
      />
      {model.groups.kind.value === "loading" && [1, 2].map((n) => <div key={n} class="card skeleton" />)}
      {answer?.groups.length === 0 && (
        <p class="card empty">
          <b>○ No groups.</b> A service that works records off, one by one, joins a group of its name.
          Services that only show views need none. <code>npm start</code> starts all there are.
        </p>
      )}
      {answer !== undefined && answer.groups.length > 0 && !answer.actions.allowed && (
        <p class="hint refusal">Looking only: {answer.actions.reason}.</p>
      )}
      {answer?.groups.map((group) => (
        <GroupCard
          key={group.group}
          group={group}
          clock={answer.clock}
          mayAct={answer.actions.allowed}
          resume={(reason) => void actions.begin({ what: "resume", group: group.group, reason })}
          showLetters={() => model.choose("group", group.group)}
        />
      ))}
    </section>
  );
}
