import type { GroupState } from "@tributary/operations";
import { count, duration, moment } from "../../shell/words.ts";
import { heldBy, lagOf, lagWord, memberTag, wordOfGroup } from "../group-words.ts";
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
  const { group: name, state, members, partitions, tripped, deadLetters } = group;
  const { word, sign, kind } = wordOfGroup(group);
  const lag = lagOf(partitions);
  const tags = new Map(members.map(({ memberId }, index) => [memberId, memberTag(index)]));
  return (
    <section class="card group" data-kind={kind} aria-labelledby={`group-${name}`}>
      <header>
        <h3 id={`group-${name}`}>{name}</h3>
        <span class="word">
          <span aria-hidden="true">{sign}</span> {word}
        </span>
        <span class="group-lag">
          {partitions.length === 0
            ? "no partition known"
            : lag.lagRecords === 0
              ? "up to date"
              : `${lagWord(lag)} records behind, ${duration(lag.lagSeconds * 1000)}`}
        </span>
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
        {members.map(({ memberId, instanceId, clientId, host }, index) => (
          <li key={memberId} title={memberId}>
            <b class="tag">{memberTag(index)}</b>
            <span>{instanceId ?? clientId}</span>
            <code>{host.replace(/^\//, "")}</code>
            <span class="held">
              {heldBy(memberId, partitions) === ""
                ? "holds nothing"
                : `holds ${heldBy(memberId, partitions)}`}
            </span>
          </li>
        ))}
        {members.length === 0 && (
          <li class="nobody">
            {state === "Missing" ? "No member has joined yet." : "No member: nobody works its partitions."}
          </li>
        )}
      </ul>
      <LagTable partitions={partitions} tags={tags} />
      {deadLetters > 0 && (
        <button type="button" class="link" onClick={showLetters}>
          {count(deadLetters)} in its dead letters
        </button>
      )}
    </section>
  );
}
