import { type Consumer, defineConsumer, emit, type FoldStep, fold } from "@tributary/runtime";
import { type FireCount, type FireEvent, type FireTopics, fireTopics } from "./fire-topics.ts";

type State = Omit<FireCount, "key">;

const nothing: State = { count: 0, sum: 0, newest: -1 };

/** Counts events by key, and enters each into a ledger: what is folded twice is seen even where the count comes out right. */
function countEvent({ counts, entries }: FireTopics): FoldStep<FireEvent, State> {
  return (before = nothing, { value: { key, number } }) => {
    const state = { count: before.count + 1, sum: before.sum + number, newest: number };
    return [state, [emit(counts, { key, ...state }), emit(entries, { number, key })]];
  };
}

/** The service of one fire run; group and topics carry the run's name, so that runs can share a cluster. */
export function countService(run: string): Consumer {
  const topics = fireTopics(run);
  return defineConsumer({
    name: `fire-count-${run}`,
    summary: "Counts events by key under fire",
    config: {},
    inputs: [topics.events],
    outputs: [topics.counts, topics.entries],
    process: fold({ state: { version: 1 }, step: countEvent(topics) }),
  });
}
