import type { Topic } from "@tributary/contracts";

export interface FireEvent {
  readonly key: string;
  readonly number: number;
}

export interface FireCount {
  readonly key: string;
  readonly count: number;
  /** Of the numbers of the events counted: one lost and one doubled would hide in the count. */
  readonly sum: number;
  /** Number of the event counted last. */
  readonly newest: number;
}

export interface FireEntry {
  readonly number: number;
  readonly key: string;
}

const day = 86_400_000;

function record(name: string, fields: Readonly<Record<string, "string" | "long">>) {
  return {
    type: "record",
    name,
    namespace: "tributary.fire",
    fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
  } as const;
}

/** The topics of one run: what is counted, the counts, and a ledger with one entry for each event. */
export interface FireTopics {
  readonly events: Topic<FireEvent>;
  readonly counts: Topic<FireCount>;
  readonly entries: Topic<FireEntry>;
}

/** The event writer and the recount read and write these schemas by hand: they must agree on the order of the fields. */
export function fireTopics(run: string): FireTopics {
  const shared = { partitions: 4, eventTime: () => 0, fault: () => undefined };
  return {
    events: {
      ...shared,
      name: `fire.event.${run}`,
      schema: record("FireEvent", { key: "string", number: "long" }),
      key: ({ key }) => key,
      cleanup: { policy: "delete", retentionMs: day },
    },
    counts: {
      ...shared,
      name: `fire.count.${run}`,
      schema: record("FireCount", { key: "string", count: "long", sum: "long", newest: "long" }),
      key: ({ key }) => key,
      cleanup: { policy: "compact" },
    },
    entries: {
      ...shared,
      name: `fire.entry.${run}`,
      schema: record("FireEntry", { number: "long", key: "string" }),
      key: ({ key }) => key,
      cleanup: { policy: "delete", retentionMs: day },
    },
  };
}
