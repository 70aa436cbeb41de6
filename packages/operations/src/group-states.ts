import { controlTopicName, deadLetterTopicName, stateTopicName } from "@tributary/contracts";
import type { GroupDescription } from "@tributary/kafka";
import { readControl } from "./control/control.ts";
import { type LagSources, partitionLags } from "./lag/partition-lags.ts";
import { boundsOf } from "./log-reading/batches.ts";
import type { GroupState } from "./operations.ts";
import { replaysAmong, serviceOf } from "./replay-groups.ts";

const innerSuffixes = [deadLetterTopicName, stateTopicName, controlTopicName].map((nameOf) => nameOf(""));

/** The group that an inner topic belongs to, or undefined for every other topic. */
export function groupOfInner(topic: string): string | undefined {
  const suffix = innerSuffixes.find((one) => topic.endsWith(one) && topic.length > one.length);
  return suffix === undefined ? undefined : topic.slice(0, -suffix.length);
}

/** Every group that Kafka knows or that has a topic of its own, by name; those of a replay's recordings as one. */
export async function groupStates(sources: LagSources): Promise<GroupState[]> {
  const { operator } = sources;
  const [described, topics] = await Promise.all([operator.groups(), operator.topics()]);
  const replays = replaysAmong(topics);
  const isOfRecording = ({ group }: GroupDescription) => replays.has(serviceOf(group));
  const ofRecordings = described.filter(isOfRecording);
  const known = new Map(described.filter((one) => !isOfRecording(one)).map((one) => [one.group, one]));
  const names = new Set([...known.keys(), ...topics.map(groupOfInner).filter((name) => name !== undefined)]);
  const states: GroupState[] = [];
  // One after the other: what is read to count is then in memory once.
  for (const name of [...names].sort()) {
    const own = ofRecordings.filter(({ group }) => serviceOf(group) === name);
    if (replays.has(name)) states.push(await replayState(name, own, sources));
    else
      states.push(
        await groupState(known.get(name) ?? { group: name, state: "Missing", members: [] }, sources),
      );
  }
  return states;
}

/** What runs now says how the replay fares; groups of recordings that are done stay in Kafka for a while, empty. */
async function replayState(
  service: string,
  ofRecordings: readonly GroupDescription[],
  sources: LagSources,
): Promise<GroupState> {
  const running = ofRecordings.filter(({ members }) => members.length > 0);
  const restless = running.find(({ state }) => state !== "Stable");
  const idle = ofRecordings.length > 0 ? "Empty" : "Missing";
  return {
    group: service,
    kind: "replay",
    state: (restless ?? running[0])?.state ?? idle,
    members: running.flatMap(({ members }) => members.map(memberOf)),
    partitions: [],
    tripped: null,
    deadLetters: await deadLetters(service, sources),
  };
}

async function groupState(
  { group, state, members }: GroupDescription,
  sources: LagSources,
): Promise<GroupState> {
  const partitions = await partitionLags(group, members, sources);
  const { tripped } = await readControl(sources.operator, group);
  return {
    group,
    kind: "consumer",
    state,
    members: members.map(memberOf),
    partitions,
    tripped,
    deadLetters: await deadLetters(group, sources),
  };
}

function memberOf({ memberId, instanceId, clientId, host, assignment }: GroupDescription["members"][number]) {
  return { memberId, instanceId: instanceId ?? null, clientId, host, partitions: assignment.length };
}

async function deadLetters(group: string, { operator, tally }: LagSources): Promise<number> {
  const topic = deadLetterTopicName(group);
  let letters = 0;
  for (const [partition, bounds] of ((await boundsOf(operator, topic)) ?? []).entries())
    letters += (await tally.count("dead letters", topic, partition, bounds)).records;
  return letters;
}
