import { deadLetterTopicName, progressTopicName } from "@tributary/contracts";

/**
 * Replays among the services of a cluster, told by their progress and their dead letters: a producer that keeps marks
 * has progress alone, and buries nothing.
 */
export function replaysAmong(topics: readonly string[]): ReadonlySet<string> {
  const suffix = progressTopicName("");
  const all = new Set(topics);
  return new Set(
    topics
      .filter((topic) => topic.endsWith(suffix))
      .map((topic) => topic.slice(0, -suffix.length))
      .filter((service) => all.has(deadLetterTopicName(service))),
  );
}

/** The service of a group named `<service>.<recording>`; the name of a consumer's group is the service's own. */
export function serviceOf(group: string): string {
  const dot = group.lastIndexOf(".");
  return dot < 0 ? group : group.slice(0, dot);
}
