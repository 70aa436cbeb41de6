import { eventually } from "../eventually.ts";
import { numbered, record, type Scene } from "./scene.ts";

const missing = "conformance.missing";

/** What is promised of writing all or nothing. */
export function transactionRules(scene: () => Scene): void {
  /** Markers are written a moment after the commit. */
  const sees = (values: readonly string[], topic: string, partition = 0) =>
    eventually(async () => expect(await scene().values(topic, partition)).toEqual(values));
  const open = async (transactionalId: string) =>
    (await scene().broker()).openTransactor({ transactionalId });

  test("records of several topics and partitions, and group offsets, move together", async () => {
    const [input, first, second] = [await scene().topic(), await scene().topic(2), await scene().topic()];
    const group = scene().group();
    await scene().publish(input, numbered(5));
    const transactor = await open(group);

    await transactor.commit(
      [record(first, "a", 0), record(first, "b", 1), record(second, "c"), record(second, "d")],
      [{ group, topic: input, partition: 0, offset: 3 }],
    );

    await sees(["a"], first, 0);
    await sees(["b"], first, 1);
    await sees(["c", "d"], second);
    expect(await scene().committed(group, input)).toBe(3);
  });

  test("transactions follow each other, also without records or without offsets", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    const transactor = await open(group);

    for (const value of ["1", "2", "3"]) await transactor.commit([record(topic, value)], []);
    await transactor.commit([], [{ group, topic, partition: 0, offset: 1 }]);
    await transactor.commit([], []);

    await sees(["1", "2", "3"], topic);
    expect(await scene().committed(group, topic)).toBe(1);
  });

  test("whoever opens an id fences the one before, and what it writes after that is never seen", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    const zombie = await open(group);
    await zombie.commit([record(topic, "before")], []);
    const successor = await open(group);
    const offset = { group, topic, partition: 0, offset: 1 };

    await expect(zombie.commit([record(topic, "zombie")], [offset])).rejects.toMatchObject({
      code: "fenced",
    });

    await sees(["before"], topic);
    await successor.commit([record(topic, "after")], []);
    await sees(["before", "after"], topic);
    expect(await scene().committed(group, topic)).toBeUndefined();
  });

  test("a commit that fails half-way leaves nothing: after fencing, all that counts can be read", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    const transactor = await open(group);
    await transactor.commit([record(topic, "kept")], []);
    const offset = { group, topic, partition: 0, offset: 1 };

    // The records are written before the offsets are refused.
    const failing = transactor.commit([record(topic, "lost")], [offset, { ...offset, topic: missing }]);
    await expect(failing).rejects.toMatchObject({ name: "BrokerError" });
    const successor = await open(group);

    await sees(["kept"], topic);
    await successor.commit([record(topic, "next")], []);
    await sees(["kept", "next"], topic);
    expect(await scene().committed(group, topic)).toBeUndefined();
  });

  test("members pass aborted records and markers: their position stands at the end, their records are the others", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    const transactor = await open(group);
    await transactor.commit([record(topic, "first")], []);
    const offset = { group, topic: missing, partition: 0, offset: 1 };
    await transactor.commit([record(topic, "aborted")], [offset]).catch(() => undefined);
    await (await open(group)).commit([record(topic, "last")], []);

    const member = await scene().member(scene().group(), topic);

    // first, marker, aborted, marker, last, marker
    await eventually(() => expect(member.chunks.at(-1)).toMatchObject({ nextOffset: 6, endOffset: 6 }));
    expect(member.values()).toEqual(["first", "last"]);
    expect(member.chunks.flatMap(({ records }) => records.map(({ offset }) => offset))).toEqual([0, 4]);
  });

  test("a chunk is empty when only the position moved", async () => {
    const topic = await scene().topic();
    const group = scene().group();
    const transactor = await open(group);
    const offset = { group, topic: missing, partition: 0, offset: 1 };
    await transactor.commit([record(topic, "aborted")], [offset]).catch(() => undefined);
    await open(group);

    const member = await scene().member(scene().group(), topic);

    await eventually(() => expect(member.chunks.at(-1)).toMatchObject({ records: [], nextOffset: 2 }));
    expect(member.values()).toEqual([]);
  });

  test("a record larger than a batch is refused before anything is sent", async () => {
    const topic = await scene().topic();
    const transactor = await open(scene().group());
    const large = { ...record(topic, "large"), value: Buffer.alloc(2_000_000) };

    await expect(transactor.commit([record(topic, "small"), large], [])).rejects.toMatchObject({
      code: "too_large",
    });
    await transactor.commit([record(topic, "goes on")], []);

    // The small one would have taken offset 0.
    await eventually(async () =>
      expect(await scene().read(topic)).toMatchObject([{ offset: 0, value: Buffer.from("goes on") }]),
    );
  });

  test("more than a batch holds goes into one transaction all the same", async () => {
    const topic = await scene().topic();
    const transactor = await open(scene().group());
    const records = Array.from({ length: 30 }, (_, index) => ({
      ...record(topic, String(index)),
      headers: { filler: Buffer.alloc(100_000) },
    }));

    await transactor.commit(records, []);

    await sees(
      records.map(({ value }) => String(value)),
      topic,
    );
  });
}
