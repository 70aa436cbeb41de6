import { jest } from "@jest/globals";
import { BrokerError } from "../../src/broker-error.ts";
import { HeldTenure } from "../../src/group/held-tenure.ts";
import { PartitionLane } from "../../src/group/partition-lane.ts";
import type { GroupChunk, Outcome, Tenure } from "../../src/group.ts";
import { silentLog } from "../silent-log.ts";
import { ScriptedCoordinator } from "./scripted-coordinator.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const turns = (ms = 0) => jest.advanceTimersByTimeAsync(ms);
const at = { topic: "t", partition: 0 };
const away = () => new BrokerError("unavailable", "away");

interface Script {
  readonly begin?: () => Promise<number>;
  readonly work?: (chunk: GroupChunk, tenure: Tenure) => Promise<Outcome>;
  readonly logStart?: number;
  readonly after?: Promise<void>;
}

/** A lane whose worker notes what is called. */
async function lane({ begin = async () => 0, work, logStart = 0, after = Promise.resolve() }: Script = {}) {
  const { membership } = new ScriptedCoordinator();
  await membership.join([]);
  const calls: string[] = [];
  const failures: unknown[] = [];
  const worker = {
    begin: async () => {
      calls.push("begin");
      return begin();
    },
    work: async (chunk: GroupChunk, tenure: Tenure) => {
      calls.push(`work ${chunk.nextOffset}`);
      return work?.(chunk, tenure) ?? { next: chunk.nextOffset };
    },
    end: async () => {
      calls.push("end");
    },
  };
  const random = () => 1;
  const patienceMs = () => 1_000;
  const open = async () =>
    new HeldTenure(at, { committed: undefined, logStart }, { membership, random, patienceMs });
  const onRoom = () => undefined;
  const onFailure = (error: unknown) => void failures.push(error);
  const one = new PartitionLane(at, after, { worker, open, onRoom, onFailure, log: silentLog, random });
  await turns();
  const take = async (nextOffset: number) => {
    one.take({ ...at, records: [], nextOffset, endOffset: 1_000 });
    await turns();
  };
  return { one, calls, failures, take };
}

test("while one chunk is worked on the next is welcome, and no third", async () => {
  const gate = Promise.withResolvers<Outcome>();
  const never = new Promise<Outcome>(() => undefined);
  const work = ({ nextOffset }: GroupChunk) => (nextOffset === 10 ? gate.promise : never);
  const { one, calls, take } = await lane({ work });
  expect([one.hasRoom, one.fetchOffset]).toEqual([true, 0]);

  await take(10);
  expect([one.hasRoom, one.fetchOffset]).toEqual([true, 10]);
  await take(20);
  expect([one.hasRoom, calls]).toEqual([false, ["begin", "work 10"]]);

  gate.resolve({ next: 10 });
  await turns();
  expect([one.hasRoom, one.fetchOffset, calls.at(-1)]).toEqual([true, 20, "work 20"]);
});

test("another next than the chunk's drops what was fetched beyond, and goes on there", async () => {
  const gate = Promise.withResolvers<Outcome>();
  const { one, calls, take } = await lane({ work: () => gate.promise });
  await take(10);
  await take(20);

  gate.resolve({ next: 4 });
  await turns();

  expect([one.hasRoom, one.fetchOffset, calls]).toEqual([true, 4, ["begin", "work 10"]]);
});

test("a pause holds the next call, not the next chunk", async () => {
  const { one, calls, take } = await lane({
    work: async ({ nextOffset }) => ({ next: nextOffset, pauseMs: 500 }),
  });
  await take(10);
  await take(20);
  await turns(499);
  expect(calls).toEqual(["begin", "work 10"]);

  await turns(1);

  expect(calls).toEqual(["begin", "work 10", "work 20"]);
  expect(one.hasRoom).toBe(true);
});

test("weather of begin or work ends the tenure, and another begins after a pause that grows to five seconds", async () => {
  const { calls, failures } = await lane({ begin: () => Promise.reject(away()) });
  expect(calls).toEqual(["begin", "end"]);

  const pauses = [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000];
  for (const [index, ms] of pauses.entries()) {
    await turns(ms - 1);
    expect(calls).toHaveLength(2 * (index + 1));
    await turns(1);
    expect(calls).toHaveLength(2 * (index + 2));
  }
  expect(failures).toEqual([]);
});

test("a chunk that is done makes the next pause short again", async () => {
  let isAway = true;
  const { one, calls, take } = await lane({
    work: async ({ nextOffset }) => {
      if (isAway) throw away();
      return { next: nextOffset };
    },
  });
  for (const ms of [50, 100, 200]) {
    await take(10);
    await turns(ms);
  }
  isAway = false;
  await take(10);
  isAway = true;
  await take(20);
  const begun = calls.filter((call) => call === "begin").length;

  await turns(50);

  expect(calls.filter((call) => call === "begin")).toHaveLength(begun + 1);
  expect(one.fetchOffset).toBe(0);
});

test.each([
  ["a bug", new TypeError("bug")],
  ["what no retry mends", new BrokerError("conflict", "taken")],
])("anything else is reported, and ends the tenure: %s", async (_, bug) => {
  const { calls, failures, take } = await lane({ work: () => Promise.reject(bug) });

  await take(10);

  expect(failures).toEqual([bug]);
  expect(calls).toEqual(["begin", "work 10", "end"]);
});

test("an offset that is none is a bug of the worker", async () => {
  const { failures, take } = await lane({ work: async () => ({ next: Number.NaN }) });

  await take(10);

  expect(failures).toEqual([expect.any(TypeError)]);
});

test("frozen, it finishes the work in hand and begins no other until it thaws", async () => {
  const gate = Promise.withResolvers<Outcome>();
  const { one, calls, take } = await lane({ work: () => gate.promise });
  await take(10);
  await take(20);
  let isResting = false;
  void one.freeze().then(() => {
    isResting = true;
  });
  await turns();
  expect(isResting).toBe(false);

  gate.resolve({ next: 10 });
  await turns();
  expect([isResting, calls.at(-1)]).toEqual([true, "work 10"]);

  one.thaw();
  await turns();
  expect(calls.at(-1)).toBe("work 20");
});

test("stopped, it lets the work in hand commit; lost, it does not; both end the tenure once", async () => {
  for (const [how, outcome] of [
    ["stop", "committed"],
    ["lose", "expelled"],
  ] as const) {
    const gate = Promise.withResolvers<void>();
    const outcomes: string[] = [];
    const { one, calls, take } = await lane({
      work: async ({ nextOffset }, tenure) => {
        await gate.promise;
        await tenure.commit(nextOffset).then(
          () => outcomes.push("committed"),
          ({ code }) => outcomes.push(code),
        );
        return { next: nextOffset };
      },
    });
    await take(10);
    await take(20);

    one[how]();
    gate.resolve();
    await one.finished;

    expect([outcomes, calls]).toEqual([[outcome], ["begin", "work 10", "end"]]);
    expect(one.hasRoom).toBe(false);
  }
});

test("it begins only when its predecessor is done with the partition", async () => {
  const before = Promise.withResolvers<void>();
  const { calls } = await lane({ after: before.promise });
  expect(calls).toEqual([]);

  before.resolve();
  await turns();

  expect(calls).toEqual(["begin"]);
});

test("a worker's offset below the log's start begins there; what is missing of a place in the log is told once", async () => {
  const chunks: GroupChunk[] = [];
  const work = async (chunk: GroupChunk) => {
    chunks.push(chunk);
    return { next: chunk.nextOffset };
  };
  const resumed = await lane({ begin: async () => 30, logStart: 100, work });
  expect(resumed.one.fetchOffset).toBe(100);
  await resumed.take(110);
  await resumed.take(120);
  const fresh = await lane({ begin: async () => 0, logStart: 100, work });
  expect(fresh.one.fetchOffset).toBe(100);
  await fresh.take(110);

  expect(chunks.map(({ missedRecords }) => missedRecords)).toEqual([70, 0, 0]);
});

test("sent elsewhere in the log, it hands over a chunk without records that tells so", async () => {
  const chunks: GroupChunk[] = [];
  const { one } = await lane({
    work: async (chunk) => {
      chunks.push(chunk);
      return { next: chunk.nextOffset };
    },
  });

  one.goOnAt(40, 40, 90);
  await turns();

  expect(chunks).toEqual([{ ...at, records: [], nextOffset: 40, endOffset: 90, missedRecords: 40 }]);
  expect(one.fetchOffset).toBe(40);
});
