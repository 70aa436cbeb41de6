import { openKafkaBroker, type TransactionRecord, type Transactor } from "../src/index.ts";
import { createClient } from "../src/kafka-connection.ts";
import { createCluster } from "../src/kafkajs/kafkajs.ts";
import { rememberCoordinators } from "../src/transactions/coordinator-cache.ts";
import { KafkaTransactor } from "../src/transactions/kafka-transactor.ts";
import { KafkaTransactionSession } from "../src/transactions/transaction-session.ts";
import { quietLog } from "./quiet-log.ts";
import { workload } from "./workload.ts";

/**
 * Transactions as a fold makes them: the state of 660 keys (a chunk of 2,000 flights touches about as many), its
 * marker and one offset; one transactor a partition, all at once; with and without the cache of coordinators. Then the
 * partitions are read back as a restore does. Arguments: a topic with four partitions, records, brokers.
 */
const { topic, records, brokers } = workload();
const keysOfChunk = 660;
const partitions = 4;
const connection = { clientId: "bench", brokers, log: quietLog };
const client = createClient(connection);

async function openTransactor(partition: number, isCached: boolean): Promise<Transactor> {
  const cluster = createCluster(client);
  const session = await KafkaTransactionSession.open(isCached ? rememberCoordinators(cluster) : cluster, {
    transactionalId: `bench-${topic}-${partition}`,
    timeoutMs: 15_000,
    logger: client.logger(),
    random: Math.random,
  });
  return new KafkaTransactor(session, `bench-${partition}`, () => undefined);
}

function chunk(partition: number, turn: number): TransactionRecord[] {
  const state = Array.from({ length: keysOfChunk }, (_, index) => ({
    topic,
    partition,
    key: `airline ${index % 14}|day ${index}`,
    value: Buffer.from(JSON.stringify({ flights: turn, delayed: index, cancelled: 0, minutes: turn * 17 })),
    headers: { "state-version": "1" },
  }));
  const marker = { topic, partition, key: "\u0000position:in", value: Buffer.from(`{"next":${turn}}`) };
  return [...state, marker];
}

async function commits(transactor: Transactor, partition: number, count: number): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let turn = 1; turn <= count; turn++) {
    const began = performance.now();
    const offset = { group: "bench", topic, partition, offset: turn };
    await transactor.commit(chunk(partition, turn), [offset]);
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}

/** What `work` took of time and of this process's CPU. */
async function measured<T>(work: () => Promise<T>) {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, seconds, cpuMicroseconds: user + system };
}

const share = (sorted: readonly number[], part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;
const rounded = (value: number) => Math.round(value * 100) / 100;

async function transactions(isCached: boolean, each: number) {
  const all = [...Array(partitions).keys()];
  const transactors = await Promise.all(all.map((partition) => openTransactor(partition, isCached)));
  const run = (count: number) =>
    Promise.all(transactors.map((transactor, partition) => commits(transactor, partition, count)));
  await run(20); // connections, metadata and the compiler's first steps are not what is measured
  const { result, seconds, cpuMicroseconds } = await measured(() => run(each));
  await Promise.all(transactors.map((transactor) => transactor.close()));
  const milliseconds = result.flat().sort((a, b) => a - b);
  const written = milliseconds.length * (keysOfChunk + 1);
  return {
    transactions: milliseconds.length,
    transactionsPerSecond: rounded(milliseconds.length / seconds),
    recordsPerSecond: rounded(written / seconds),
    cpuMicrosecondsPerRecord: rounded(cpuMicroseconds / written),
    millisecondsP50: rounded(share(milliseconds, 0.5)),
    millisecondsP95: rounded(share(milliseconds, 0.95)),
  };
}

async function restore() {
  const broker = await openKafkaBroker(connection);
  let seen = 0;
  const take = (taken: readonly unknown[]) => {
    seen += taken.length;
  };
  const { signal } = new AbortController();
  const read = (partition: number) => broker.readPartition({ topic, partition, take, signal });
  const { seconds, cpuMicroseconds } = await measured(() =>
    Promise.all(Array.from({ length: partitions }, (_, partition) => read(partition))),
  );
  await broker.close();
  return {
    records: seen,
    seconds: rounded(seconds),
    recordsPerSecond: rounded(seen / seconds),
    cpuMicrosecondsPerRecord: rounded(cpuMicroseconds / seen),
  };
}

const each = Math.max(1, Math.round(records / keysOfChunk / partitions));
const withoutCache = await transactions(false, each);
const withCache = await transactions(true, each);
console.log(JSON.stringify({ withoutCache, withCache, restore: await restore() }));
