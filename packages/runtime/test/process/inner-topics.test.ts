import { string } from "@tributary/config";
import { defineConsumer, defineGateway, defineReplay } from "../../src/define.ts";
import { fold } from "../../src/process/fold.ts";
import { innerTopics } from "../../src/process/inner-topics.ts";
import { map } from "../../src/process/map.ts";
import type { Process } from "../../src/process/process.ts";
import type { Recording } from "../../src/replay/recording.ts";
import { type Thing, thingTopic } from "../things.ts";

const counting = fold({ state: { version: 1 }, step: () => [undefined, []] });
const passing = map(() => []);
const wide = { ...thingTopic, name: "test.wide.v1", partitions: 6 };

function consumer(process?: Process | ((config: never) => Process), config = {}) {
  return defineConsumer({
    name: "counter",
    summary: "",
    config,
    inputs: [thingTopic, wide],
    outputs: [],
    ...(process && { process: process as Process }),
  });
}

const names = (service: Parameters<typeof innerTopics>[0]) =>
  innerTopics(service).map(({ name, partitions }) => `${name} ${partitions}`);

test("a fold has dead letters, state and control; the first two with as many partitions as its inputs", () => {
  expect(names(consumer(counting))).toEqual(["counter.dlq 6", "counter.state 6", "counter.control 1"]);
});

test("a map has no state", () => {
  expect(names(consumer(passing))).toEqual(["counter.dlq 6", "counter.control 1"]);
});

test("a process that depends on the configuration is asked with the defaults", () => {
  expect(names(consumer(() => passing))).toEqual(["counter.dlq 6", "counter.control 1"]);
});

test("when the defaults do not suffice, it may be a fold", () => {
  const config = { STORE_URI: string("Where the store is") };
  expect(names(consumer(() => passing, config))).toContain("counter.state 6");
});

test("a replay has progress and dead letters, in one partition each, and no control: it cannot trip", () => {
  const open = (): Promise<Recording<Thing>> => Promise.reject(new Error("not run"));
  const tape = defineReplay({ name: "tape", summary: "", config: {}, topic: wide, open });
  expect(names(tape)).toEqual(["tape.progress 1", "tape.dlq 1"]);
});

test("services without a process have none", () => {
  expect(names(consumer())).toEqual([]);
  expect(names(defineGateway({ name: "door", summary: "", config: {}, routes: () => {} }))).toEqual([]);
});
