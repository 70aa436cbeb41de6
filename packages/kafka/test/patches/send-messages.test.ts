import type { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchSendMessages } from "../../src/patches/send-messages.ts";
import { compareWithStock, patchedKafkajs, silentLogger } from "./kafkajs-copies.ts";
import { connectionClosed, ScriptedCluster, type Trouble } from "./scripted-cluster.ts";

const topic = "positions";

async function producerOn(modules: KafkajsModules, cluster: ScriptedCluster, { idempotent = false } = {}) {
  const logger = silentLogger(modules);
  const eosManager = modules.read("src/producer/eosManager/index.js")({
    logger,
    cluster,
    transactional: false,
  });
  if (idempotent) await eosManager.initProducerId();
  const partitioner = modules.read("src/producer/partitioners/index.js").DefaultPartitioner();
  const retrier = modules.read("src/retry/index.js")(cluster.retry);
  const send = modules.read("src/producer/sendMessages.js")({
    logger,
    cluster,
    partitioner,
    eosManager,
    retrier,
  });
  return (messages: readonly object[]) => send({ acks: -1, topicMessages: [{ topic, messages }] });
}

function lostAndRepeated(sent: readonly string[], written: readonly string[]) {
  const lost = sent.filter((value) => !written.includes(value)).length;
  return { lost, repeated: written.length - new Set(written).size };
}

const clean = { lost: 0, repeated: 0 };

test("a leader that moves to a broker which has already answered still gets its records", async () => {
  const scenario = async (modules: KafkajsModules) => {
    const move: Trouble = {
      when: "before writing",
      error: connectionClosed(),
      meanwhile: (cluster) => cluster.leaders.fill(1),
    };
    const cluster = new ScriptedCluster([1, 2], { 2: [move] });
    const send = await producerOn(modules, cluster);
    const sent = Array.from({ length: 100 }, (_, index) => `value ${index}`);
    await send(sent.map((value, index) => ({ key: `key ${index}`, value, partition: index % 2 })));
    return lostAndRepeated(sent, cluster.written);
  };

  const { stock, patched } = await compareWithStock(patchSendMessages, scenario);

  expect(stock).toEqual(new Array(10).fill({ lost: 50, repeated: 0 }));
  expect(patched).toEqual(clean);
});

test("key-less records keep their partition when one of three brokers is cut off for a moment", async () => {
  const scenario = async (modules: KafkajsModules) => {
    const cut: Trouble = { when: "before writing", error: connectionClosed() };
    const cluster = new ScriptedCluster([1, 2, 3, 1, 2, 3], { 2: [cut] });
    const send = await producerOn(modules, cluster);
    // 601 is no multiple of six: the second choice of partitions differs from the first.
    const sent = Array.from({ length: 601 }, (_, index) => `value ${index}`);
    await send(sent.map((value) => ({ key: null, value })));
    return lostAndRepeated(sent, cluster.written);
  };

  const { stock, patched } = await compareWithStock(patchSendMessages, scenario);

  for (const { lost, repeated } of stock) {
    expect(lost).toBeGreaterThan(0);
    expect(repeated).toBeGreaterThan(0);
  }
  expect(patched).toEqual(clean);
});

test("a cut response does not let another send reuse its sequence", async () => {
  const scenario = async (modules: KafkajsModules) => {
    const cut: Trouble = { when: "after writing", error: connectionClosed() };
    const cluster = new ScriptedCluster([1], { 1: [cut] });
    const send = await producerOn(modules, cluster, { idempotent: true });
    await Promise.all(["first", "second"].map((value) => send([{ key: "k", value }])));
    return lostAndRepeated(["first", "second"], cluster.written);
  };

  const { stock, patched } = await compareWithStock(patchSendMessages, scenario);

  expect(stock).toEqual(new Array(10).fill({ lost: 1, repeated: 1 }));
  expect(patched).toEqual(clean);
});

test("a broker that has acknowledged is not asked again when another one fails", async () => {
  const scenario = async (modules: KafkajsModules) => {
    const cut: Trouble = { when: "before writing", error: connectionClosed() };
    const cluster = new ScriptedCluster([1, 2], { 2: [cut, cut] });
    const send = await producerOn(modules, cluster);
    const acknowledged = await send([
      { key: "a", value: "on 1", partition: 0 },
      { key: "b", value: "on 2", partition: 1 },
    ]);
    return { requests: [...cluster.requests].sort(), acknowledged: acknowledged.length };
  };

  const { patched } = await compareWithStock(patchSendMessages, scenario);

  expect(patched).toEqual({
    requests: [
      [1, 1],
      [2, 3],
    ],
    acknowledged: 2,
  });
});

test("a refusal tells which messages no broker has acknowledged", async () => {
  const refused = Object.assign(new Error("too large"), { type: "MESSAGE_TOO_LARGE", retriable: false });
  const cluster = new ScriptedCluster([1, 2], { 2: [{ when: "before writing", error: refused }] });
  const send = await producerOn(patchedKafkajs(patchSendMessages), cluster);
  const messages = [
    { key: "a", value: "on 1", partition: 0 },
    { key: "b", value: "on 2", partition: 1 },
  ];

  await expect(send(messages)).rejects.toMatchObject({
    type: "MESSAGE_TOO_LARGE",
    unsentMessages: [{ value: "on 2" }],
  });
  expect(cluster.written).toEqual(["on 1"]);
});

test("a partition that a record names and the topic does not have is refused, and nothing is sent", async () => {
  const cluster = new ScriptedCluster([1, 2], {});
  const send = await producerOn(patchedKafkajs(patchSendMessages), cluster);

  const refused = send([
    { key: "a", value: "fine", partition: 1 },
    { key: "b", value: "nowhere", partition: 2 },
  ]);

  await expect(refused).rejects.toMatchObject({ code: "invalid_record" });
  expect(cluster.written).toEqual([]);
});
