import { deadLetterOf } from "@tributary/contracts";
import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
let trial: CaseTrial;
beforeAll(async () => {
  trial = await CaseTrial.open({ name: "case-07", shapes, servers: stackInUse() });
});
afterAll(() => trial?.close());

test("values, keys and headers that nobody can use, between good ones: each is buried as what it is, tombstones are passed over, neighbours are taken in", async () => {
  const { input } = trial;
  const good = input.encode({ key: "key-0", number: 1_000_000 });
  const large = Buffer.alloc(1_000_000, 0xff);
  const unknownSchema = Buffer.from(good);
  unknownSchema.writeInt32BE(999_999_999, 1);
  const key = "key-0";
  const poison = {
    "decode empty": { key, value: Buffer.alloc(0) },
    "decode too_short": { key, value: Buffer.alloc(1) },
    "decode wrong_magic": { key, value: Buffer.from('{"key":"key-0","number":1}') },
    "decode undecodable": { key, value: good.subarray(0, -1) },
    "decode oversized": { key, value: Buffer.concat([good.subarray(0, 5), large]) },
    "decode unknown_schema": { key, value: unknownSchema },
    "validate no_key": { key: null, value: good },
    "validate wrong_key": { key: Buffer.from([0xc3, 0x28]), value: good },
  };
  await input.publish(3, { partition: 1 });
  for (const [why, record] of Object.entries(poison)) {
    await input.publishPoison(why, { ...record, partition: 1 });
    await input.publish(2, { partition: 1 });
  }
  // One megabyte of anything, a tombstone, what was sent again for another group, and headers that say nothing.
  await input.publishPoison("decode wrong_magic", { key, value: large, partition: 1 });
  await input.send({ key, value: null, partition: 1 });
  await input.send({ key, value: good, partition: 1, headers: { "dlq-group": "another-group" } });
  const strange = { "dlq-attempts": "many", "dlq-offset": Buffer.from([0xff, 0]), traceparent: "" };
  await input.publishUnder("strange", 1, strange);
  await trial.startAll();
  await trial.done(10_000);

  const expected = [...(await input.poison()).values()].map(({ why }) => why);
  expect(expected).toHaveLength(9);
  for (const shape of shapes) {
    expect([...(await trial.causes(shape)).values()]).toEqual(expected);
    const [letter] = await trial.buried(shape);
    expect(letter && deadLetterOf(letter.headers)).toMatchObject({
      topic: input.topics.events.name,
      partition: 1,
      offset: 3,
      group: trial.group(shape),
      service: trial.group(shape),
      version: "unversioned",
      message: "no bytes",
      attempts: 1,
    });
    expect(letter?.headers.poison?.toString()).toBe("decode empty");
    expect(await trial.process(shape).metric("stream_skipped_records_total")).toBe(2);
    expect(await trial.process(shape).metric("stream_dead_letters_total")).toBe(9);
  }
  expect(await trial.verdict(10_000)).toEqual([]);
}, 60_000);
