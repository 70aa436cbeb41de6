import type { LogChunk } from "@tributary/kafka";
import { eventually } from "../eventually.ts";
import type { Scene } from "./scene.ts";

/** What is promised of compacted topics. Their log is written first and read last, for cleaners work in their own time. */
export function compactionRules(scene: () => Scene): void {
  const written = [
    ["a", "1"],
    ["b", "1"],
    ["a", "2"],
    ["c", "1"],
    ["b", null],
    ["a", "3"],
    ["last", "x"],
  ] as const;
  let topic: string;

  beforeAll(async () => {
    topic = await scene().topic(1, true);
    // One publisher after the other: each ends a segment, and only ended segments are cleaned.
    for (const [key, value] of written)
      await scene().publish(topic, [{ key, value: value === null ? null : Buffer.from(value) }]);
  });

  test("compaction keeps the newest of each key with its offset, tombstones too; positions pass the gaps", async () => {
    await scene().cluster.compact(topic);
    const compacted = [
      { offset: 3, key: Buffer.from("c"), value: Buffer.from("1") },
      { offset: 4, key: Buffer.from("b"), value: null },
      { offset: 5, key: Buffer.from("a"), value: Buffer.from("3") },
      { offset: 6, key: Buffer.from("last"), value: Buffer.from("x") },
    ];
    await eventually(async () => expect(await scene().read(topic)).toMatchObject(compacted), 45_000);

    const reader = await (await scene().broker()).openReader({
      topic,
      from: { at: "offsets", offsets: [0] },
    });
    const chunks: LogChunk[] = [];
    const stop = new AbortController();
    await reader.run((chunk) => {
      chunks.push(chunk);
      if (chunk.nextOffset === 7) stop.abort();
    }, stop.signal);
    const member = await scene().member(scene().group(), topic);

    const offsets = chunks.flatMap(({ records }) => records.map(({ offset }) => offset));
    expect({ offsets, position: reader.position }).toEqual({ offsets: [3, 4, 5, 6], position: [7] });
    await eventually(() => expect(member.chunks.at(-1)?.nextOffset).toBe(7));
    expect(member.chunks.flatMap(({ records }) => records.map(({ offset }) => offset))).toEqual([3, 4, 5, 6]);
  }, 60_000);

  test("a record without a key is refused by a compacted topic", async () => {
    const publisher = await (await scene().broker()).openPublisher({ topic, whenFull: "wait" });

    const publishing = publisher.publish({ key: null, value: Buffer.from("v"), partition: 0 });

    await expect(publishing).rejects.toMatchObject({ code: "invalid_record" });
  });
}
