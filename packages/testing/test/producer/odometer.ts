import type { Topic } from "@tributary/contracts";
import { defineProducer, emit, mark } from "@tributary/runtime";
import { type Reading, reading, readings, totals } from "../given/readings.ts";

/** What was counted is said by the level alone: no compaction, for every record is looked at. */
const kept = { policy: "delete", retentionMs: 3_600_000 } as const;
export const miles: Topic<Reading> = { ...readings, name: "test.mile.v1", cleanup: kept };
export const milestones: Topic<Reading> = { ...totals, name: "test.milestone.v1", cleanup: kept };

/** Every so many miles there is a milestone. */
export const milestoneEvery = 5;
export const isMilestone = (mile: number): boolean => mile % milestoneEvery === 0;

export interface OdometerOptions {
  readonly name?: string;
  readonly miles: number;
  /** Awaited before each mile. */
  readonly pace?: (mile: number, signal: AbortSignal) => Promise<void>;
  readonly outputs?: { readonly miles: Topic<Reading>; readonly milestones: Topic<Reading> };
}

/** Counts miles into one topic and milestones into another, and marks after each how far it has come. */
export function odometer(options: OdometerOptions) {
  const { name = "odometer", pace, outputs = { miles, milestones } } = options;
  return defineProducer({
    name,
    summary: "Counts miles",
    config: {},
    outputs: [outputs.miles, outputs.milestones],
    keepsMarks: true,
    source: async function* ({ marks, signal }) {
      for (let mile = Number(marks.get("next") ?? 0); mile < options.miles; mile++) {
        await pace?.(mile, signal);
        if (signal.aborted) return;
        const counted = reading(`s${mile % 3}`, mile);
        yield emit(outputs.miles, counted);
        if (isMilestone(mile)) yield emit(outputs.milestones, counted);
        yield mark("next", mile + 1);
      }
    },
    routes: (app, context) => void app.get("/begun", async () => ({ at: context.marks.get("next") ?? 0 })),
  });
}

/** One with topics of its own. */
export function odometerIn(name: string, options: Pick<OdometerOptions, "miles" | "pace">) {
  const outputs = {
    miles: { ...miles, name: `test.${name}-mile.v1` },
    milestones: { ...milestones, name: `test.${name}-milestone.v1` },
  };
  return odometer({ ...options, name, outputs });
}
