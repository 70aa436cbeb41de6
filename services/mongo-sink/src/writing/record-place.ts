import type { Message } from "@tributary/runtime";

/** Where a document's record lies in its topic. A topic made anew begins at offset 0 again, at another time. */
export interface RecordPlace {
  readonly partition: number;
  readonly offset: number;
  /** Broker's append time. */
  readonly appendedAt: Date;
}

export function placeOf({ partition, offset, appendedAt }: Message<unknown>): RecordPlace {
  return { partition, offset, appendedAt: new Date(appendedAt) };
}

/** The same for the same record alone. */
export function placeKey({ partition, offset, appendedAt }: RecordPlace): string {
  return `${partition}/${offset}@${appendedAt.getTime()}`;
}
