import { BrokerError } from "@tributary/kafka";
import { eventually } from "../eventually.ts";
import { numbered, numbers, type Scene } from "./scene.ts";

/** Each partition gets its own numbers, from 0. */
const inPartitions = (partitions: number, count: number) =>
  Array.from({ length: partitions }, (_, partition) => numbered(count, { partition })).flat();

/** What is promised of sharing partitions among members. */
export function groupRules(scene: () => Scene): void {
  test("every record of a partition comes once, in order, with growing offsets; all partitions are shared out", async () => {
    const topic = await scene().topic(3);
    await scene().publish(topic, inPartitions(3, 500));

    const member = await scene().member(scene().group(), topic);

    await eventually(() => expect(member.values()).toHaveLength(1_500));
    for (const partition of [0, 1, 2]) {
      const chunks = member.chunks.filter((chunk) => chunk.partition === partition);
      expect(member.values(partition)).toEqual(numbers(0, 500));
      expect(chunks.flatMap(({ records }) => records.map(({ offset }) => offset))).toEqual(
        Array.from({ length: 500 }, (_, offset) => offset),
      );
      expect(chunks.at(-1)).toMatchObject({ topic, nextOffset: 500, endOffset: 500, missedRecords: 0 });
    }
    expect(member.member.assignment).toHaveLength(3);
    expect(member.member.rebalances).toBe(1);
  });

  test("large partitions come in chunks of bounded size", async () => {
    const topic = await scene().topic();
    const value = Buffer.alloc(10_000);
    await scene().publish(topic, numbered(100, { value }));
    const probe = await scene().member(scene().group(), topic, {}, 100_000);

    await eventually(() => expect(probe.values()).toHaveLength(100));

    expect(probe.chunks.length).toBeGreaterThan(1);
  });

  test("a new member goes on where the one before had committed", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    await scene().publish(topic, numbered(10));
    const first = await scene().member(group, topic, {
      work: async (chunk, tenure) => {
        await tenure.commit(4);
        return { next: chunk.nextOffset };
      },
    });
    await eventually(() => expect(first.values()).toEqual(numbers(0, 10)));
    await first.stop();

    const second = await scene().member(group, topic);

    await eventually(() => expect(second.values()).toEqual(numbers(4, 10)));
    expect(first.begun.map(({ committed, logStart }) => ({ committed, logStart }))).toEqual([
      { committed: undefined, logStart: 0 },
    ]);
    expect(second.begun[0]?.committed).toBe(4);
  });

  test("a member that joins takes its share; what stays is worked on without beginning anew", async () => {
    const topic = await scene().topic(4);
    const group = scene().group();
    const first = await scene().member(group, topic);
    await eventually(() => expect(first.held).toEqual([0, 1, 2, 3]));
    const before = [...first.begun];

    const second = await scene().member(group, topic);

    await eventually(() => {
      expect([first.held.length, second.held.length]).toEqual([2, 2]);
      expect([...first.held, ...second.held].sort()).toEqual([0, 1, 2, 3]);
    });
    expect(first.begun).toEqual(before);
    expect(first.ended.every(({ signal }) => signal.aborted)).toBe(true);
    const kept = first.begun.filter((tenure) => !first.ended.includes(tenure));
    expect(kept.some(({ signal }) => signal.aborted)).toBe(false);
    await Promise.all(kept.map((tenure) => tenure.confirm()));
    await scene().publish(topic, inPartitions(4, 1));
    await eventually(() =>
      expect([first.values(), second.values()]).toEqual([
        ["0", "0"],
        ["0", "0"],
      ]),
    );
    expect(first.member.assignment?.map(({ partition }) => partition).sort()).toEqual(first.held);
  });

  test("the partitions of a member that leaves go to the others, from where it had committed", async () => {
    const topic = await scene().topic(2);
    const group = scene().group();
    const [first, second] = [await scene().member(group, topic), await scene().member(group, topic)];
    await eventually(() => expect([first.held.length, second.held.length]).toEqual([1, 1]));
    await scene().publish(topic, inPartitions(2, 3));
    await eventually(() => expect([...first.values(), ...second.values()]).toHaveLength(6));

    await second.stop();

    await eventually(() => expect(first.held).toEqual([0, 1]));
    expect(second.held).toEqual([]);
    await scene().publish(topic, inPartitions(2, 1));
    await eventually(() => expect(first.values()).toHaveLength(5));
  });

  test("the partitions of a member that dies go to the others, with all it had not committed; theirs go on", async () => {
    const topic = await scene().topic(2);
    const group = scene().group();
    const survivor = await scene().member(group, topic);
    const doomed = await scene().cluster.startDoomed({ group, topic });
    await eventually(() => expect(survivor.held).toHaveLength(1));
    await scene().publish(topic, inPartitions(2, 5));
    await eventually(() => expect(doomed.values).toEqual(numbers(0, 5)));
    await eventually(() => expect(survivor.values()).toEqual(numbers(0, 5)));

    await doomed.crash();

    await eventually(() => expect(survivor.values()).toHaveLength(10), 30_000);
    expect([survivor.values(0), survivor.values(1)]).toEqual([numbers(0, 5), numbers(0, 5)]);
  }, 60_000);

  test("a member whose session has ended is refused by confirm and commit, ends its tenures and joins again", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    await scene().publish(topic, numbered(1));
    const expelled = Promise.withResolvers<void>();
    const refusals: unknown[] = [];
    const member = await scene().member(group, topic, {
      work: async (chunk, tenure) => {
        if (refusals.length > 0) return { next: chunk.nextOffset };
        await expelled.promise;
        refusals.push(await tenure.confirm().catch((error) => error.code));
        refusals.push(await tenure.commit(chunk.nextOffset).catch((error) => error.code));
        throw new BrokerError("expelled", "as the coordinator says");
      },
    });
    await eventually(() => expect(member.chunks).toHaveLength(1));

    await scene().cluster.outlastSession(group);
    expelled.resolve();

    await eventually(() => expect(refusals).toEqual(["expelled", "expelled"]));
    await eventually(() => expect(member.chunks).toHaveLength(2));
    expect(member.ended[0]).toBe(member.begun[0]);
    expect(member.begun.at(-1)?.committed).toBeUndefined();
  }, 60_000);

  test("a slow partition does not hold up the others, neither at work nor in a pause", async () => {
    const topic = await scene().topic(3);
    await scene().publish(topic, inPartitions(3, 1));
    const slow = Promise.withResolvers<void>();
    const member = await scene().member(scene().group(), topic, {
      work: async ({ partition, nextOffset }) => {
        if (partition === 0) await slow.promise;
        return partition === 1 ? { next: 0, pauseMs: 3_600_000 } : { next: nextOffset };
      },
    });
    await eventually(() => expect(member.chunks.map(({ partition }) => partition).sort()).toEqual([0, 1, 2]));
    expect(member.member.workingSince).toEqual(expect.any(Number));

    await scene().publish(topic, numbered(1, { partition: 2 }, 1));

    await eventually(() => expect(member.values(2)).toEqual(["0", "1"]));
    expect([member.values(0), member.values(1)]).toEqual([["0"], ["0"]]);
    slow.resolve();
  });

  test("a worker that asks for the same place again gets the same records again", async () => {
    const topic = await scene().topic();
    await scene().publish(topic, numbered(3));
    let tries = 0;
    const member = await scene().member(scene().group(), topic, {
      work: async ({ nextOffset }) => ({ next: ++tries < 3 ? 1 : nextOffset }),
    });

    await eventually(() => expect(member.values()).toEqual(["0", "1", "2", "1", "2", "1", "2"]));
  });

  test("weather in the work ends the tenure, and a new one begins", async () => {
    const topic = await scene().topic();
    await scene().publish(topic, numbered(3));
    let hasFailed = false;
    const member = await scene().member(scene().group(), topic, {
      work: async (chunk, tenure) => {
        if (!hasFailed) {
          hasFailed = true;
          throw new BrokerError("unavailable", "no answer");
        }
        await tenure.commit(chunk.nextOffset);
        return { next: chunk.nextOffset };
      },
    });

    await eventually(() => expect(member.values()).toEqual(["0", "1", "2", "0", "1", "2"]));
    expect(member.begun).toHaveLength(2);
    expect(member.ended).toEqual([member.begun[0]]);
    expect(member.begun[0]?.signal.aborted).toBe(true);
  });

  test("any other throw of the worker ends the member with it", async () => {
    const topic = await scene().topic();
    await scene().publish(topic, numbered(1));
    const bug = new TypeError("a bug");
    const member = await scene().member(scene().group(), topic, { work: () => Promise.reject(bug) });

    await expect(member.done).rejects.toBe(bug);
    expect(member.held).toEqual([]);
  });

  test("a worker that begins before the log's start is told how many records retention took", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    await scene().publish(topic, numbered(10));
    await scene().cluster.deleteBefore({ topic, partition: 0, offset: 6 });

    const member = await scene().member(group, topic, { begin: () => 2 });

    await eventually(() => expect(member.values()).toEqual(numbers(6, 10)));
    expect(member.begun[0]?.logStart).toBe(6);
    expect(member.chunks.reduce((sum, { missedRecords }) => sum + missedRecords, 0)).toBe(4);
  });
}
