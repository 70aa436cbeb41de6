import { BrokerError } from "@tributary/kafka";
import { eventually } from "../eventually.ts";
import { inPartitions, numbered, numbers, type Scene } from "./scene.ts";

/** What is promised of sharing partitions among members. */
export function groupRules(scene: () => Scene): void {
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

  test("a static member that comes back in time has its partitions again, and the others notice nothing", async () => {
    const topic = await scene().topic(2);
    const group = scene().group();
    const other = await scene().member(group, topic, {}, { instanceId: "other" });
    const first = await scene().member(group, topic, {}, { instanceId: "one" });
    await eventually(() => expect([first.held.length, other.held.length]).toEqual([1, 1]));
    const [partition = 0] = first.held;
    const { rebalances } = other.member;
    await first.stop();
    await scene().publish(topic, numbered(1, { partition }));

    const again = await scene().member(group, topic, {}, { instanceId: "one" });

    await eventually(() => expect(again.values(partition)).toEqual(["0"]));
    expect([again.held, other.values(), other.member.rebalances]).toEqual([[partition], [], rebalances]);
  });

  test("a second member of the same instance id ends the first, with a conflict", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    const first = await scene().member(group, topic, {}, { instanceId: "one" });
    await eventually(() => expect(first.held).toEqual([0]));

    const second = await scene().member(group, topic, {}, { instanceId: "one" });

    await expect(first.done).rejects.toMatchObject({ name: "BrokerError", code: "conflict" });
    await eventually(() => expect([first.held, second.held]).toEqual([[], [0]]));
  });
}
