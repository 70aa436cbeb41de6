import type { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchLeaderlessPartitions } from "../../src/patches/leaderless-partitions.ts";
import { compareWithStock, patchedKafkajs } from "./kafkajs-copies.ts";

const leaderNotAvailable = 5;
const unknownTopic = 3;
const led = { partitionErrorCode: 0, partitionId: 0, leader: 1 };
const unled = { partitionErrorCode: leaderNotAvailable, partitionId: 1, leader: -1 };
const answer = {
  brokers: [],
  topicMetadata: [
    { topicErrorCode: 0, topic: "healthy", partitionMetadata: [led] },
    { topicErrorCode: 0, topic: "ailing", partitionMetadata: [led, unled] },
  ],
};

/** As the newest version that kafkajs speaks reads it, which takes its rules from the oldest. */
const parsed = (modules: KafkajsModules, given: object) =>
  modules.read("src/protocol/requests/metadata/v6/response.js").parse(given);

test("a partition without a leader does not hide the others", async () => {
  const scenario = (modules: KafkajsModules) => parsed(modules, answer).catch((error: Error) => error.name);

  const { stock, patched } = await compareWithStock(patchLeaderlessPartitions, scenario);

  expect(stock).toEqual(Array(10).fill("KafkaJSProtocolError"));
  expect(patched).toEqual(answer);
});

test("a topic that does not exist is still refused", async () => {
  const missing = { topicErrorCode: unknownTopic, topic: "missing", partitionMetadata: [] };
  const given = { ...answer, topicMetadata: [...answer.topicMetadata, missing] };

  await expect(parsed(patchedKafkajs(patchLeaderlessPartitions), given)).rejects.toMatchObject({
    type: "UNKNOWN_TOPIC_OR_PARTITION",
  });
});
