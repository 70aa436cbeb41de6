import { setTimeout as sleep } from "node:timers/promises";
import { integer, string, url } from "@tributary/config";
import { type Consumer, defineConsumer, type Message, sink, type Writer } from "@tributary/runtime";
import type { Write } from "./address-store.ts";
import { type FireEvent, fireTopics } from "./fire-topics.ts";

const config = {
  STORE_URL: url("The store", {}),
  REPLICA: string("Which replica this is", {}),
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
      open: async ({ config }) => storeWriter(config.STORE_URL, config.REPLICA, config.WRITE_PAUSE_MS),
      batchRecords: 50,
      writeTimeoutMs: 5_000,
    }),
  });
}

function storeWriter(store: string | URL, replica: string, pauseMs: number): Writer<FireEvent> {
  return {
    async write(batch, signal) {
      await sleep(pauseMs); // heedless of the signal, as a driver is that cannot be interrupted
      const body = JSON.stringify(batch.map(addressed));
      const answer = await fetch(store, { method: "POST", body, headers: { "x-replica": replica }, signal });
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
