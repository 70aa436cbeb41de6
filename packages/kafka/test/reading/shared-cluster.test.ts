import type { Cluster } from "../../src/kafkajs/kafkajs-internals.ts";
import { SharedCluster } from "../../src/reading/shared-cluster.ts";

/** Hands out clusters that note when they connect and end. */
function clusters() {
  const noted: string[] = [];
  let made = 0;
  const create = () => {
    const name = `cluster ${++made}`;
    const cluster = {
      name,
      brokerPool: { brokers: {}, seedBroker: undefined },
      connect: async () => void noted.push(`${name} connects`),
      disconnect: async () => void noted.push(`${name} ends`),
    };
    return cluster as unknown as Cluster;
  };
  return { noted, shared: new SharedCluster(create) };
}

const nameOf = async (cluster: Cluster) => (cluster as unknown as { name: string }).name;
const fails = async () => {
  throw new Error("weather");
};

test("nothing connects before the first use, and all uses share one connection until it is closed", async () => {
  const { noted, shared } = clusters();
  expect(noted).toEqual([]);

  const used = await Promise.all([shared.use(nameOf), shared.use(nameOf)]);
  used.push(await shared.use(nameOf));
  expect(noted).toEqual(["cluster 1 connects"]);
  await shared.close();

  expect(used).toEqual(["cluster 1", "cluster 1", "cluster 1"]);
  expect(noted).toEqual(["cluster 1 connects", "cluster 1 ends"]);
});

test("a use that fails retires the connection: others go on with it, later ones get a new one", async () => {
  const { noted, shared } = clusters();
  const { promise, resolve } = Promise.withResolvers<void>();
  const long = shared.use(async (cluster) => {
    await promise;
    return nameOf(cluster);
  });

  await expect(shared.use(fails)).rejects.toThrow("weather");
  expect(await shared.use(nameOf)).toBe("cluster 2");
  expect(noted).toEqual(["cluster 1 connects", "cluster 2 connects"]);
  resolve();

  expect(await long).toBe("cluster 1");
  expect(noted.at(-1)).toBe("cluster 1 ends");
  expect(await shared.use(nameOf)).toBe("cluster 2");
});

test("closing ends connections in use too, and nothing opens after it", async () => {
  const { noted, shared } = clusters();
  const { promise, resolve } = Promise.withResolvers<void>();
  const use = shared.use(() => promise);

  await shared.close();

  expect(noted).toEqual(["cluster 1 connects", "cluster 1 ends"]);
  await expect(shared.use(nameOf)).rejects.toMatchObject({ name: "BrokerError", code: "closed" });
  resolve();
  await use;
});
