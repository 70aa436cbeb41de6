import type { GroupState } from "@tributary/operations";
import { count, duration, moment } from "../../shell/words.ts";
import { handsOf, lagOf, lagWord, memberTag, wordOfGroup } from "../group-words.ts";
import { LagTable } from "./lag-table.tsx";

export interface GroupCardProps {
  readonly group: GroupState;
  /** ms by the server's clock. */
  readonly clock: number;
  readonly mayAct: boolean;
  readonly resume: (reason: string) => void;
  readonly showLetters: () => void;
}

export function GroupCard({ group, clock, mayAct, resume, showLetters }: GroupCardProps) {
  const { group: name, kind: of, state, members, partitions, tripped, deadLetters } = group;
  const { word, sign, kind } = wordOfGroup(group);
  const tags = new Map(members.map(({ memberId }, index) => [memberId, memberTag(index)]));
  return (
    <section class="card group" data-kind={kind} aria-labelledby={`group-${name}`}>
      <header>
        <h3 id={`group-${name}`}>{name}</h3>
        <span class="word">
          <span aria-hidden="true">{sign}</span> {word}
        </span>
        <span class="group-lag">{lagText(group)}</span>
      </header>
      {tripped !== null && (
        <div class="tripped">
          <p>
            <b>Stands still</b> since {moment(tripped.at, clock)} ({duration(clock - tripped.at)}):{" "}
            {tripped.reason}
          </p>
          {mayAct && (
            <button type="button" class="button main" onClick={() => resume(tripped.reason)}>
              Resume…
            </button>
          )}
        </div>
      )}
      <ul class="members" aria-label={`Members of ${name}`}>
        {members.map((member, index) => (
          <li key={member.memberId} title={member.memberId}>
            <b class="tag">{memberTag(index)}</b>
            <span>{member.instanceId ?? member.clientId}</span>
            <code>{member.host.replace(/^\//, "")}</code>
            <span class="held">{handsOf(member, group)}</span>
          </li>
        ))}
        {members.length === 0 && <li class="nobody">{nobodyText(of, state)}</li>}
      </ul>
      {of === "consumer" && <LagTable partitions={partitions} tags={tags} />}
      {deadLetters > 0 && (
        <button type="button" class="link" onClick={showLetters}>
          {count(deadLetters)} in its dead letters
        </button>
      )}
    </section>
  );
}

function lagText({ kind, partitions }: GroupState): string {
  if (kind === "replay") return "a replay: it has no lag";
  if (partitions.length === 0) return "no partition known";
  const lag = lagOf(partitions);
  if (lag.lagRecords === 0) return "up to date";
  return `${lagWord(lag)} records behind, ${duration(lag.lagSeconds * 1000)}`;
}

function nobodyText(kind: GroupState["kind"], state: string): string {
  if (state === "Missing") return "No member has joined yet.";
  return kind === "replay" ? "No instance: nothing is replayed." : "No member: nobody works its partitions.";
}
