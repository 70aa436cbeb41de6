import type { Admin } from "kafkajs";
import { createTopics } from "../../src/provisioning/create-topics.ts";

const unknown = Object.assign(new Error("not hosted here"), { type: "UNKNOWN_TOPIC_OR_PARTITION" });
const led = (leader: number) => ({ topics: [{ name: "a", partitions: [{ leader }] }] });

test("topics are there when the broker has heard of them and every partition is led", async () => {
  const answers = [unknown, { topics: [{ name: "a", partitions: [] }] }, led(-1), led(1)];
  const asked: unknown[] = [];
  const admin = {
    createTopics: async (request: unknown) => void asked.push(request),
    fetchTopicMetadata: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };

  await createTopics(admin as unknown as Admin, [{ topic: "a" }]);

  expect(asked).toEqual([expect.objectContaining({ topics: [{ topic: "a" }], waitForLeaders: false })]);
  expect(answers).toEqual([]);
});

test("a refusal is told at once", async () => {
  const refused = Object.assign(new Error("no rights"), { type: "TOPIC_AUTHORIZATION_FAILED" });
  const admin = {
    createTopics: async () => undefined,
    fetchTopicMetadata: () => Promise.reject(refused),
  };

  await expect(createTopics(admin as unknown as Admin, [{ topic: "a" }])).rejects.toBe(refused);
});
