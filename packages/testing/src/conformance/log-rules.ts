import { partitionOf } from "@tributary/kafka";
import { numbered, numbers, type Scene } from "./scene.ts";

/** What is promised of publishing and of reading partitions. */
export function logRules(scene: () => Scene): void {
  test("records of a key keep their order, in the partition where every Java client puts the key", async () => {
    const topic = await scene().topic(3);
    const keys = ["a", "b", "c", "d", "e", "Łódź"];
    const sent = numbers(0, 600).map((value, index) => ({
      key: keys[index % 6] as string,
      value: Buffer.from(value),
    }));
    await scene().publish(topic, sent);

    for (const key of keys) {
      const found = await scene().read(topic, partitionOf(key, 3));
      expect(found.filter((each) => String(each.key) === key).map(({ value }) => String(value))).toEqual(
        sent.filter((each) => each.key === key).map(({ value }) => String(value)),
      );
    }
  });

  test("offsets of a partition begin at 0 and grow; records carry topic, partition and time", async () => {
    const topic = await scene().topic();
    await scene().publish(topic, numbered(3));

    const found = await scene().read(topic);

    expect(found).toMatchObject([0, 1, 2].map((offset) => ({ topic, partition: 0, offset })));
    expect(new Set(found.map(({ timestamp }) => typeof timestamp))).toEqual(new Set(["number"]));
  });

  test("a key of bytes lies where its text lies, and a given partition counts for more than the key", async () => {
    const topic = await scene().topic(4);
    const value = Buffer.from("v");
    const home = partitionOf("21", 4);
    const other = (home + 1) % 4;
    await scene().publish(topic, [
      { key: Buffer.from("21"), value },
      { key: "21", value, partition: other },
      { key: null, value, partition: other },
    ]);

    expect((await scene().read(topic, home)).map(({ key }) => key)).toEqual([Buffer.from("21")]);
    expect((await scene().read(topic, other)).map(({ key }) => key)).toEqual([Buffer.from("21"), null]);
  });

  test("empty and missing keys and values stay what they are, and headers may hold any bytes or none", async () => {
    const topic = await scene().topic();
    const headers = { text: "Łódź", bytes: Buffer.from([0, 255, 128]), empty: Buffer.alloc(0) };
    const empty = Buffer.alloc(0);
    const none = {};
    await scene().publish(topic, [
      { key: "", value: empty, headers, partition: 0 },
      { key: "k", value: null },
      { key: Buffer.from([0, 159]), value: Buffer.from([0]) },
    ]);

    const found = (await scene().read(topic)).map(({ key, value, headers }) => ({ key, value, headers }));

    expect(found).toEqual([
      { key: empty, value: empty, headers: { ...headers, text: Buffer.from("Łódź") } },
      { key: Buffer.from("k"), value: null, headers: none },
      { key: Buffer.from([0, 159]), value: Buffer.from([0]), headers: none },
    ]);
  });

  test("a record larger than a batch may be is refused alone", async () => {
    const topic = await scene().topic();
    const publisher = await (await scene().broker()).openPublisher({ topic, whenFull: "wait" });

    const fates = await Promise.allSettled(
      [10, 2_000_000, 20].map((size) => publisher.publish({ key: "k", value: Buffer.alloc(size) })),
    );

    expect(fates.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(fates[1]).toMatchObject({ reason: { name: "BrokerError", code: "too_large" } });
    expect((await scene().read(topic)).map(({ value }) => value?.length)).toEqual([10, 20]);
  });

  test("a partition is read to the end it had, and an abort ends the reading with its reason", async () => {
    const topic = await scene().topic();
    await scene().publish(topic, numbered(10));
    const broker = await scene().broker();
    const reason = new Error("enough");
    const stop = new AbortController();
    const take = () => stop.abort(reason);

    const reading = broker.readPartition({ topic, partition: 0, take, signal: stop.signal });

    await expect(reading).rejects.toBe(reason);
    expect(await scene().values(topic)).toEqual(numbers(0, 10));
    expect(await scene().values(await scene().topic())).toEqual([]);
  });

  test("a partition is read to a given offset, and its first offset is told before any record", async () => {
    const topic = await scene().topic();
    await scene().publish(topic, numbered(10));
    const told: string[] = [];

    await (await scene().broker()).readPartition({
      topic,
      partition: 0,
      until: 4,
      onStart: (offset) => void told.push(`from ${offset}`),
      take: (records) => void told.push(...records.map(({ value }) => String(value))),
      signal: new AbortController().signal,
    });

    expect(told).toEqual(["from 0", ...numbers(0, 4)]);
  });

  test("an abandoned publisher gives its records up and takes no more", async () => {
    const topic = await scene().topic();
    const publisher = await (await scene().broker()).openPublisher({ topic, whenFull: "wait" });
    const waiting = publisher.publish({ key: "k", value: null });
    const fate = expect(waiting).rejects.toMatchObject({ code: "closed" });

    await publisher.abandon();

    await fate;
    await expect(publisher.publish({ key: "k", value: null })).rejects.toMatchObject({ code: "closed" });
  });

  test("a topic that does not exist is refused by name", async () => {
    const topic = "conformance.missing";
    const broker = await scene().broker();
    const refused = { name: "BrokerError", code: "unknown_topic", message: expect.stringContaining(topic) };
    const { signal } = new AbortController();

    await Promise.all([
      expect(broker.openPublisher({ topic, whenFull: "wait" })).rejects.toMatchObject(refused),
      expect(broker.openReader({ topic, from: { at: "earliest" } })).rejects.toMatchObject(refused),
      expect(broker.joinGroup({ group: scene().group(), topics: [topic] })).rejects.toMatchObject(refused),
      expect(
        broker.readPartition({ topic, partition: 0, take: () => undefined, signal }),
      ).rejects.toMatchObject(refused),
    ]);
  });
}
