import { setTimeout as sleep } from "node:timers/promises";
import { boolean, integer, string, url, type Values } from "@tributary/config";
import { type Consumer, defineConsumer, type Message, sink, type Writer } from "@tributary/runtime";
import type { Write } from "./address-store.ts";
import { type FireEvent, fireTopics } from "./fire-topics.ts";

const config = {
  STORE_URL: url("The store", {}),
  REPLICA: string("Which replica this is", {}),
  HEEDS_SIGNAL: boolean("Whether a write ends when the runtime says so; not every driver can", {
    default: true,
  }),
  WRITE_PAUSE_MS: integer("How long it takes to make up its mind before each write", {
    default: 0,
    unit: "ms",
  }),
};

/** Writes events into a store over HTTP, each to the address it has in the log. */
export function storeService(run: string): Consumer<typeof config> {
  return defineConsumer({
    name: `fire-store-${run}`,
    summary: "Stores events under fire",
    config,
    inputs: [fireTopics(run).events],
    outputs: [],
    process: sink<FireEvent, typeof config>({
      open: async (context) => storeWriter(context.config),
      batchRecords: 50,
      writeTimeoutMs: 5_000,
    }),
  });
}

function storeWriter(options: Values<typeof config>): Writer<FireEvent> {
  const { STORE_URL, REPLICA, HEEDS_SIGNAL, WRITE_PAUSE_MS } = options;
  return {
    async write(batch, signal) {
      const until = HEEDS_SIGNAL ? { signal } : {};
      await sleep(WRITE_PAUSE_MS, undefined, until);
      const body = JSON.stringify(batch.map(addressed));
      const headers = { "x-replica": REPLICA };
      const answer = await fetch(STORE_URL, { method: "POST", body, headers, ...until });
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
