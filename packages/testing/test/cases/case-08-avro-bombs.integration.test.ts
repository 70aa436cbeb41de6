import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "sink"];
let trial: CaseTrial;
beforeAll(async () => {
  trial = await CaseTrial.open({ name: "case-08", shapes, servers: stackInUse() });
});
afterAll(() => trial?.close());

/** As a writer with ideas of its own would: under a subject that no contract names. */
async function registered(subject: string, fields: readonly object[]): Promise<number> {
  const schema = JSON.stringify({ type: "record", name: "FireEvent", namespace: "tributary.fire", fields });
  const answer = await fetch(
    `${stackInUse().schemaRegistryUrl}/subjects/${trial.input.run}-${subject}/versions`,
    {
      method: "POST",
      headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
      body: JSON.stringify({ schema }),
    },
  );
  const { id } = (await answer.json()) as { id: number };
  expect(answer.status).toBe(200);
  return id;
}

/** Wire format: a zero byte, the schema's id, the payload. */
function wire(schemaId: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeInt32BE(schemaId, 1);
  return Buffer.concat([head, payload]);
}

/** Avro's zigzag variable-length integer. */
function long(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value) * 2n;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

test("bytes that announce half a billion items, 16 MB of text or endless nesting are buried; the process lives, and takes in what stands beside them", async () => {
  const { input } = trial;
  const key = { name: "key", type: "string" };
  const number = { name: "number", type: "long" };
  const list = { name: "list", type: { type: "array", items: "null" } };
  const nested = { name: "next", type: ["null", "tributary.fire.FireEvent"] };
  const lists = await registered("lists", [list, key, number]);
  const chains = await registered("chains", [nested, key, number]);
  const own = input.encode({ key: "", number: 0 }).readInt32BE(1);
  const bombs = {
    "five bytes for 500 million items": wire(lists, long(500_000_000)),
    "60 kB of nesting": wire(chains, Buffer.alloc(60_000, 2)),
    "16 MB of text announced": wire(own, long(16_000_000)),
    "text of negative length": wire(own, Buffer.from([1])),
    "an integer without an end": wire(own, Buffer.alloc(1_000, 0xff)),
    "900 kB of text": wire(own, Buffer.concat([long(900_000), Buffer.alloc(900_000, 97), Buffer.from([0])])),
  };
  await trial.startAll();
  for (const [why, value] of Object.entries(bombs)) {
    await input.publish(2, { partition: 0 });
    await input.publishPoison(why, { key: "bomb", value, partition: 0 });
  }
  await input.publish(2, { partition: 0 });
  await trial.done(15_000);

  for (const shape of shapes) {
    const causes = [...(await trial.causes(shape)).values()];
    expect(causes).toEqual([...Array(5).fill("decode undecodable"), "decode oversized"]);
  }
  expect(await trial.verdict(15_000)).toEqual([]);
}, 60_000);
