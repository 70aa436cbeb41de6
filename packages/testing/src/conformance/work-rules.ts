import { BrokerError } from "@tributary/kafka";
import { eventually } from "../eventually.ts";
import { inPartitions, numbered, numbers, type Scene } from "./scene.ts";

/** What is promised to the worker of a group member, partition by partition. */
export function workRules(scene: () => Scene): void {
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
    const probe = await scene().member(scene().group(), topic, {}, { maxChunkBytes: 100_000 });

    await eventually(() => expect(probe.values()).toHaveLength(100));

    expect(probe.chunks.length).toBeGreaterThan(1);
  });

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
