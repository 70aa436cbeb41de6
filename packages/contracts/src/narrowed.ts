import type { FieldChecks } from "./first-fault.ts";
import { firstFault } from "./first-fault.ts";
import type { Topic } from "./topic.ts";

/** A topic that tells of what its key and event time are made, fields `K`, so that readers can do with fewer fields. */
export interface NarrowableTopic<T, K extends keyof T> extends Topic<T> {
  readonly key: (value: Pick<T, K>) => string;
  readonly eventTime: (value: Pick<T, K>) => number;
  readonly checks: FieldChecks<T>;
}

/**
 * The same topic as a reader sees it that needs only some fields: the others are passed over while decoding, which is
 * most of what decoding a wide record costs. They are not checked either: a record damaged where this reader does not
 * look counts for it. Only for reading; producers and provisioning take the `whole`.
 */
export function narrowed<T extends object, F extends keyof T & string, K extends F>(
  topic: NarrowableTopic<T, K>,
  fields: readonly F[],
): Topic<Pick<T, F>> {
  const wanted = new Set<string>(fields);
  const checks = Object.fromEntries(Object.entries(topic.checks).filter(([field]) => wanted.has(field)));
  return {
    name: topic.name,
    schema: { ...topic.schema, fields: topic.schema.fields.filter(({ name }) => wanted.has(name)) },
    key: topic.key,
    eventTime: topic.eventTime,
    partitions: topic.partitions,
    cleanup: topic.cleanup,
    fault: firstFault(checks as FieldChecks<Pick<T, F>>),
    whole: topic,
  };
}
