import type { Topic } from "@tributary/contracts";
import { LiveView } from "../src/live-view.ts";
import { type ViewDefinition, type ViewOptions, view } from "../src/view.ts";
import type { ViewRecord } from "../src/view-record.ts";

/** The simplest value a view can hold. */
export interface Thing {
  readonly id: string;
  readonly at: number;
  readonly color: string;
}

export const thingTopic: Topic<Thing> = {
  name: "test.thing.v1",
  schema: { type: "record", name: "Thing", namespace: "tributary.test", fields: [] },
  key: (thing) => thing.id,
  eventTime: (thing) => thing.at,
  partitions: 2,
  cleanup: { policy: "delete", retentionMs: 3_600_000 },
  fault: () => undefined,
};

/** A view with one channel per color: `color:red`. */
export function thingView(options: Partial<ViewOptions<Thing>> = {}): ViewDefinition<Thing> {
  return view(thingTopic, {
    channels: (thing) => [`color:${thing.color}`],
    columns: { id: ({ value }) => value.id, at: ({ value }) => value.at, color: ({ value }) => value.color },
    ...options,
  });
}

/** A live view of things that starts at offset 0 of two empty partitions. */
export function emptyThings(options: Partial<ViewOptions<Thing>> = {}): LiveView<Thing> {
  const things = new LiveView(thingView(options));
  things.progress.begin({ epoch: "log", position: [0, 0], endAtStart: [0, 0] });
  return things;
}

/** Appends to a log in memory: offsets count up by partition, and the reader of `view` reads at once. */
export class ThingLog {
  readonly records: ViewRecord<Thing>[] = [];
  readonly #ends = [0, 0];

  append(
    id: string,
    value: { at: number; color: string } | null,
    partition = id.length % 2,
    appendedAt = value?.at ?? 0,
  ): ViewRecord<Thing> {
    const offset = this.#ends[partition] ?? 0;
    this.#ends[partition] = offset + 1;
    const record = { partition, offset, appendedAt, key: id, value: value && { id, ...value } };
    this.records.push(record);
    return record;
  }
}

export function read(
  view: LiveView<Thing>,
  record: ViewRecord<Thing>,
  now = record.appendedAt,
): string | undefined {
  const refused = view.apply(record, now);
  view.progress.moveTo(record.partition, record.offset + 1);
  return refused;
}
