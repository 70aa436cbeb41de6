import { setTimeout as sleep } from "node:timers/promises";
import { integer, string } from "@tributary/config";
import {
  type Consumer,
  type Context,
  defineConsumer,
  emit,
  fold,
  type Message,
  map,
  sink,
  type Writer,
} from "@tributary/runtime";
import type { Write } from "../fire/address-store.ts";
import type { FireCount, FireEvent } from "../fire/fire-topics.ts";
import { type CaseTopics, caseTopics, groupName, type Shape } from "./case-topics.ts";

const config = {
  STORE_URL: string("The sink's store", { default: "" }),
  BATCH_RECORDS: integer("Most records of a write", { default: 100 }),
  WRITE_TIMEOUT_MS: integer("How long a write may last", { default: 5_000, unit: "ms" }),
};

type State = Omit<FireCount, "key">;
const nothing: State = { count: 0, sum: 0, newest: -1 };

/** The service of one shape, of which some keys bring out the worst; see `mischief`. */
export function caseService(shape: Shape, run: string): Consumer<typeof config> {
  const topics = caseTopics(run);
  const shared = {
    name: groupName(shape, run),
    summary: `A ${shape} in trouble`,
    config,
    inputs: [topics.events],
  };
  if (shape === "sink")
    return defineConsumer({
      ...shared,
      outputs: [],
      process: ({ BATCH_RECORDS, WRITE_TIMEOUT_MS }) =>
        sink<FireEvent, typeof config>({
          open: async ({ config, log }) => storeWriter(config.STORE_URL, log),
          batchRecords: BATCH_RECORDS,
          writeTimeoutMs: WRITE_TIMEOUT_MS,
        }),
    });
  return shape === "map"
    ? defineConsumer({ ...shared, outputs: [topics.mapped], process: mapping(topics) })
    : defineConsumer({ ...shared, outputs: [topics.folded, topics.counts], process: counting(topics) });
}

function mapping({ mapped }: CaseTopics) {
  return map<FireEvent>(({ value: { key, number } }) => {
    mischief(key);
    return [emit(mapped, { number, key })];
  });
}

function counting({ folded, counts }: CaseTopics) {
  return fold<FireEvent, State>({
    state: { version: 1 },
    step: (before = nothing, { value: { key, number } }) => {
      mischief(key);
      const state = { count: before.count + 1, sum: before.sum + number, newest: number };
      return [state, [emit(folded, { number, key }), emit(counts, { key, ...state })]];
    },
  });
}

/** What a step does wrong, by the beginning of the key: `bug` throws a TypeError, `endless` never ends, `slow` takes a second. */
function mischief(key: string): void {
  if (key.startsWith("bug")) (undefined as unknown as { readonly field: object }).field.toString();
  const isSlow = key.startsWith("slow");
  for (const end = performance.now() + 1_000; isSlow && performance.now() < end; );
  const isEndless = key.startsWith("endless");
  while (isEndless);
}

/**
 * Writes over HTTP. `deaf` waits for ever and heeds no signal, `stray` leaves a rejected promise behind, `idle` takes
 * eight seconds before it writes; what the store refuses is rejected.
 */
function storeWriter(store: string, log: Context["log"]): Writer<FireEvent> {
  return {
    async write(batch, signal) {
      const wants = (word: string) => batch.some(({ value: { key } }) => key.startsWith(word));
      log.info({ records: batch.length }, "writing");
      if (wants("deaf")) await new Promise(() => {});
      if (wants("stray")) void Promise.reject(new Error("nobody waits for this"));
      if (wants("idle")) await sleep(8_000, undefined, { signal });
      const body = JSON.stringify(batch.map(addressed));
      const answer = await fetch(store, { method: "POST", body, headers: { "x-replica": "0" }, signal });
      const refused = new Set((await answer.json()) as string[]);
      return batch
        .filter((message) => refused.has(addressed(message).address))
        .map((message) => ({ message, reason: "refused", detail: "the store does not take it" }));
    },
    close: async () => undefined,
  };
}

function addressed({ partition, offset, value: { key, number } }: Message<FireEvent>): Write {
  return { address: `${partition}/${offset}`, offset, key, number };
}
