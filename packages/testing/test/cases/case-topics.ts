import { controlTopic, deadLetterTopic, type InnerTopic, stateTopic, type Topic } from "@tributary/contracts";
import { type FireCount, type FireEntry, type FireEvent, fireTopics } from "../fire/fire-topics.ts";

/** The three shapes of a process. */
export type Shape = "map" | "fold" | "sink";

/** The topics of one run: events, and what a map and a fold make of them. */
export interface CaseTopics {
  readonly events: Topic<FireEvent>;
  /** The map's: one entry for each event, more after a crash. */
  readonly mapped: Topic<FireEntry>;
  /** The fold's: one entry for each event, and the count of each key. */
  readonly folded: Topic<FireEntry>;
  readonly counts: Topic<FireCount>;
}

export function caseTopics(run: string): CaseTopics {
  const { events, counts, entries } = fireTopics(run);
  return {
    events,
    counts,
    mapped: { ...entries, name: `fire.mapped.${run}` },
    folded: { ...entries, name: `fire.folded.${run}` },
  };
}

/** Name of the service and of its group. */
export const groupName = (shape: Shape, run: string): string => `case-${shape}-${run}`;

/** What has to be there before the service of that shape can work, its input included. */
export function topicsOf(shape: Shape, run: string): readonly (Topic<never> | InnerTopic)[] {
  const { events, mapped, folded, counts } = caseTopics(run);
  const group = groupName(shape, run);
  const outputs = { map: [mapped], fold: [folded, counts], sink: [] }[shape];
  return [
    events as Topic<never>,
    ...(outputs as readonly Topic<never>[]),
    deadLetterTopic(group, events.partitions),
    controlTopic(group),
    ...(shape === "fold" ? [stateTopic(group, events.partitions)] : []),
  ];
}
