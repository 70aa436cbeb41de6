import type { GroupChunk } from "@tributary/kafka";

/**
 * A fold's state is gone or unreadable, and its input does not reach back far enough to count it anew. Nothing but a
 * person can decide what now: the service ends with the exit code of a configuration that cannot be used.
 */
export class StateLostError extends Error {
  override readonly name = "StateLostError";
}

/** The input ends before the position. */
export function inputShortened(
  { topic, partition, endOffset }: Pick<GroupChunk, "topic" | "partition" | "endOffset">,
  group: string,
  position: number,
): StateLostError {
  return new StateLostError(
    `${topic}[${partition}] ends at offset ${endOffset}, yet ${group} has counted up to ${position}: ` +
      "the topic was made anew, or the cluster has lost records. Its state belongs to a log that is no more; " +
      "to count what there is now, delete the consumer group and make the state topic anew.",
  );
}
