import type { TopicPartition } from "@tributary/kafka";
import { restoreProbe } from "../../src/process/restore-probe.ts";

const partition = (n: number): TopicPartition => ({ topic: "test.thing.v1", partition: n });

function setUp() {
  let time = 0;
  let assignment: readonly TopicPartition[] | undefined;
  const begun = new Set<number>();
  const probe = restoreProbe({
    assignment: () => assignment,
    hasBegun: (each) => begun.has(each.partition),
    clock: () => time,
  });
  const assign = (...numbers: number[]) => {
    assignment = numbers.map(partition);
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { probe, begun, assign, pass };
}

test("it has nothing to say before the first assignment, and of a replica without partitions", () => {
  const { probe, assign } = setUp();
  expect(probe()).toBeUndefined();
  assign();
  expect(probe()).toBeUndefined();
});

test("it is not well until every partition's state was there once", () => {
  const { probe, assign, begun, pass } = setUp();
  assign(0, 1);
  begun.add(0);
  expect(probe()).toBe("restoring 1 of 2 partitions");
  pass(60_000);
  expect(probe()).toBe("restoring 1 of 2 partitions");
  begun.add(1);
  expect(probe()).toBeUndefined();
});

test("later partitions are waited for as long as weather may last", () => {
  const { probe, assign, begun, pass } = setUp();
  assign(0);
  begun.add(0);
  probe();
  assign(0, 1);
  expect(probe()).toEqual({ tolerated: "restoring 1 of 2 partitions" });
  pass(29_999);
  expect(probe()).toEqual({ tolerated: "restoring 1 of 2 partitions" });
  pass(1);
  expect(probe()).toBe("restoring 1 of 2 partitions");
  begun.add(1);
  expect(probe()).toBeUndefined();
});
