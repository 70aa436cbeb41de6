import { defineReplay } from "@tributary/runtime";
import { type Reading, readings } from "../given/readings.ts";
import type { Tape } from "./tape.ts";

/** What was recorded is said by the level alone: no compaction, for every record is looked at. */
export const heard = {
  ...readings,
  name: "test.heard.v1",
  cleanup: { policy: "delete", retentionMs: 3_600_000 } as const,
  fault: ({ level }: Reading) =>
    level < 0 ? { field: "level", given: level, expected: "a level of 0 or more" } : undefined,
};

/** Plays a tape into `heard`, or into a topic of the same contract. */
export function tapeDeck(tape: Tape, name = "tape-deck", topic: typeof heard = heard) {
  return defineReplay({
    name,
    summary: "Plays a tape",
    config: {},
    topic,
    open: async () => tape,
    routes: (app) => void app.get("/reads", async () => ({ asked: tape.asked.length })),
  });
}

/** By hand: 5 bytes of framing, the sensor's name behind its length, then a double. */
export function levelOf(value: Buffer | null): number {
  if (value === null) return Number.NaN;
  const nameLength = (value[5] ?? 0) >> 1;
  return value.readDoubleLE(6 + nameLength);
}
