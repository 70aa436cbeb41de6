import { defineConsumer, emit, fold } from "@tributary/runtime";
import { type BenchCount, type BenchEvent, benchCount, benchEvent } from "./bench-topics.ts";

/** A fold that counts and sums by key; `notice` hears of every step. */
export function countService(group: string, topic: string, notice: () => void = () => {}) {
  return defineConsumer({
    name: group,
    summary: "Counts, for the bench.",
    config: {},
    inputs: [benchEvent(topic)],
    outputs: [benchCount],
    process: fold<BenchEvent, Omit<BenchCount, "id">>({
      state: { version: 1 },
      step: (state = { count: 0, amount: 0 }, { key, value }) => {
        notice();
        const next = { count: state.count + 1, amount: state.amount + value.amount };
        return [next, [emit(benchCount, { id: key, ...next })]];
      },
    }),
  });
}
