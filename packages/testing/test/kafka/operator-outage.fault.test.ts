import { BrokerError, openOperator } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { KafkaCluster } from "../../src/kafka-cluster.ts";
import { silentLog } from "./silent-log.ts";

let cluster: KafkaCluster;

beforeAll(async () => {
  cluster = await KafkaCluster.start(1);
});
afterAll(async () => {
  await cluster?.stop();
});

test("an operator that is kept open says that the broker is away, and answers again when it is back", async () => {
  const operator = await openOperator({ clientId: "operator", brokers: cluster.brokers, log: silentLog });
  expect(await operator.topics()).toEqual([]);

  await cluster.kill(1);
  for (const call of [operator.topics(), operator.groups(), operator.bounds("any")]) {
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BrokerError);
    expect(error).toMatchObject({ code: "unavailable" });
  }

  cluster.run(1);
  await cluster.answers(1);
  expect(await eventually(() => operator.topics())).toEqual([]);
  expect(await eventually(() => operator.groups())).toEqual([]);
  await operator.close();
});
