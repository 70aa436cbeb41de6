import type { Cluster, CoordinatorQuery } from "../../src/kafkajs/kafkajs-internals.ts";
import { rememberCoordinators } from "../../src/transactions/coordinator-cache.ts";

function clusterAnswering(answer: (query: CoordinatorQuery) => object) {
  const asked: string[] = [];
  const broker = {
    findGroupCoordinator: async (query: CoordinatorQuery) => {
      asked.push(`${query.coordinatorType}/${query.groupId}`);
      return answer(query);
    },
  };
  const cluster = { brokerPool: { findConnectedBroker: async () => broker } } as unknown as Cluster;
  return { asked, cluster: rememberCoordinators(cluster) };
}

test("each coordinator is asked for once: a transaction's and a group's of the same name are two", async () => {
  const { asked, cluster } = clusterAnswering(({ coordinatorType }) => ({
    coordinator: { nodeId: coordinatorType },
  }));

  for (let time = 0; time < 3; time++)
    for (const coordinatorType of [0, 1])
      expect(await cluster.findGroupCoordinatorMetadata({ groupId: "counts", coordinatorType })).toEqual({
        coordinator: { nodeId: coordinatorType },
      });

  expect(asked).toEqual(["0/counts", "1/counts"]);
});

test("a refusal is handed on as it is and not remembered", async () => {
  const answers = [new Error("TRANSACTIONAL_ID_AUTHORIZATION_FAILED"), { coordinator: { nodeId: 3 } }];
  const { cluster } = clusterAnswering(() => {
    const answer = answers.shift() as object;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const query = { groupId: "counts-in-0", coordinatorType: 1 };

  await expect(cluster.findGroupCoordinatorMetadata(query)).rejects.toThrow("TRANSACTIONAL_ID_AUTHORIZATION");
  expect(await cluster.findGroupCoordinatorMetadata(query)).toEqual({ coordinator: { nodeId: 3 } });
});
