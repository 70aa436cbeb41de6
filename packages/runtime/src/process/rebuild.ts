/** What a fold's step answers when the state it has does not suffice for the record; made by `rebuild`. */
export interface Rebuild {
  /** Why, for the log. */
  readonly rebuild: string;
}

/**
 * Answered by a fold's step instead of state and emits: the state of the record's key is to be made anew. The input
 * partition is read from its earliest record up to and including this one, and those of the key are folded from
 * undefined, with `message.rebuilding`. Of what they emit to compacted topics the newest of each key is published, of
 * other topics all. What retention has taken is missing then, and the log says so. Exactly once as everything else:
 * until state and position are committed the old state stands, and a restart begins the rebuild again.
 *
 * Every late record of the log comes again, this one last: what a step lets go of while rebuilding it may need again,
 * and so it should let go of nothing, and make up for it with the first record after the rebuild.
 *
 * A step that asks for it while `message.rebuilding`, or in a fold of several inputs, contradicts itself: the service ends.
 */
export function rebuild(reason: string): Rebuild {
  return { rebuild: reason };
}

export function isRebuild(answer: unknown): answer is Rebuild {
  return typeof (answer as Partial<Rebuild> | null | undefined)?.rebuild === "string";
}
