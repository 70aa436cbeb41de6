import { randomBytes } from "node:crypto";
import { vehiclePosition } from "@tributary/contracts";
import { lagOf } from "../src/fire/group-health.ts";
import { passOver } from "../src/pass-over.ts";
import { stackInUse } from "../src/stack-in-use.ts";
import { testTopic } from "../src/test-topic.ts";
import { TopicWriter } from "../src/topic-writer.ts";

test("a group that has passed a topic over lacks only what is written afterwards", async () => {
  const { kafkaBrokers } = stackInUse();
  const group = `passer-${randomBytes(4).toString("hex")}`;
  const topic = testTopic(vehiclePosition);
  const writer = await TopicWriter.open(topic);
  const write = async (...keys: readonly string[]) => {
    for (const key of keys) await writer.writeRaw(key, Buffer.from(key));
  };
  try {
    await write("a", "b", "c");
    expect(await lagOf(kafkaBrokers, group, topic.name)).toBe(3);
    await passOver(group, topic.name);
    expect(await lagOf(kafkaBrokers, group, topic.name)).toBe(0);
    await write("d", "e");
    expect(await lagOf(kafkaBrokers, group, topic.name)).toBe(2);
  } finally {
    await writer.close();
  }
});
