import { jest } from "@jest/globals";
import { LaneSet } from "../../src/group/lane-set.ts";
import type { PartitionLane } from "../../src/group/partition-lane.ts";
import type { TopicPartition } from "../../src/group.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const turns = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

/** Stands for a lane: notes what it is told, and comes to rest or to its end when the test says so. */
class ToldLane implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly told: string[] = [];
  readonly rest = Promise.withResolvers<void>();
  readonly end = Promise.withResolvers<void>();
  readonly finished = this.end.promise;
  isWorking = false;
  callingSince: number | undefined;
  hasBegun = false;

  constructor({ topic, partition }: TopicPartition, after: Promise<void>) {
    this.topic = topic;
    this.partition = partition;
    void after.then(() => {
      this.hasBegun = true;
    });
  }

  freeze(): Promise<void> {
    this.told.push("freeze");
    return this.isWorking ? this.rest.promise : Promise.resolve();
  }
  thaw = () => void this.told.push("thaw");
  stop = () => void this.told.push("stop");
  lose = () => void this.told.push("lose");
}

function set(...partitions: number[]) {
  const lanes: ToldLane[] = [];
  const gone: number[] = [];
  const open = (at: TopicPartition, after: Promise<void>) => {
    const lane = new ToldLane(at, after);
    lanes.push(lane);
    return lane as unknown as PartitionLane;
  };
  const one = new LaneSet(open, ({ partition }) => gone.push(partition));
  one.settle(joined(partitions, false));
  return { one, lanes, gone, current: () => one.current.map(({ partition }) => partition) };
}

function joined(partitions: readonly number[], isContinuous: boolean) {
  const assigned = partitions.map((partition) => ({ topic: "t", partition }));
  return { generation: 1, assigned, isContinuous };
}

const never = new Promise<void>(() => undefined);

test("of an unbroken membership, what stays is thawed, what goes is lost, and only what is new begins", () => {
  const { one, lanes, gone, current } = set(0, 1);

  const { kept, begun, ended } = one.settle(joined([1, 2], true));

  expect([kept, begun, ended].map((some) => some.map(({ partition }) => partition))).toEqual([[1], [2], [0]]);
  expect(lanes.map(({ told }) => told)).toEqual([["lose"], ["thaw"], []]);
  expect([gone, current()]).toEqual([[0], [1, 2]]);
});

test("of a broken membership nothing is kept: what comes back begins when its predecessor has ended", async () => {
  const { one, lanes, current } = set(0);

  one.settle(joined([0], false));
  await turns();
  expect([lanes[0]?.told, lanes[1]?.hasBegun, current()]).toEqual([["lose"], false, [0]]);

  lanes[0]?.end.resolve();
  await turns();
  expect(lanes[1]?.hasBegun).toBe(true);
});

test("a rebalance waits for the work in hand, and loses what takes too long", async () => {
  const { one, lanes, current } = set(0, 1, 2);
  const [swift, slow] = lanes as [ToldLane, ToldLane, ToldLane];
  swift.isWorking = slow.isWorking = true;
  let isResting = false;
  void one.rest(5_000, never).then(() => {
    isResting = true;
  });
  await turns(1_000);
  swift.isWorking = false;
  swift.rest.resolve();
  await turns(3_999);
  expect(isResting).toBe(false);

  await turns(1);

  expect(isResting).toBe(true);
  expect(lanes.map(({ told }) => told)).toEqual([["freeze"], ["freeze", "lose"], ["freeze"]]);
  expect(current()).toEqual([0, 2]);
});

test("a rebalance does not wait longer than for the slowest work, nor when the membership is over", async () => {
  const { one, lanes } = set(0, 1);
  await one.rest(5_000, never);

  (lanes[0] as ToldLane).isWorking = true;
  await one.rest(5_000, Promise.resolve());

  expect(lanes.flatMap(({ told }) => told)).not.toContain("lose");
});

test("stopping waits for all lanes, also those that were lost before", async () => {
  const { one, lanes } = set(0, 1);
  one.settle(joined([1], true));
  let isOver = false;
  void one.stop().then(() => {
    isOver = true;
  });
  lanes[1]?.end.resolve();
  await turns();
  expect([isOver, lanes[1]?.told]).toEqual([false, ["thaw", "stop"]]);

  lanes[0]?.end.resolve();
  await turns();
  expect(isOver).toBe(true);
});

test("the longest running call counts, of lost lanes too", () => {
  const { one, lanes } = set(0, 1);
  expect(one.callingSince).toBeUndefined();
  (lanes[0] as ToldLane).callingSince = 7;
  (lanes[1] as ToldLane).callingSince = 9;
  one.settle(joined([1], true));

  expect(one.callingSince).toBe(7);
});
