/**
 * Copies a collection that the sink has written, as a bare program of the driver would write it: the same documents, in
 * batches of 1,000 of one partition, unordered, one batch of each partition at a time. The clock runs only while it
 * inserts. Prints one line of JSON.
 *
 *     node insert-again.ts <uri> <database> <from> <to> <pid of the server>
 */
import { BSON, type Document, MongoClient } from "mongodb";
import { usageOf } from "../../src/process-usage.ts";
import { twin } from "./twin.ts";

const [uri = "", database = "", from = "", to = "", pid = ""] = process.argv.slice(2);
const batchDocuments = 1_000;
/** Of each partition, made before the clock goes on: enough that the waiting for the slowest partition counts little. */
const batchesAtOnce = 10;

const client = new MongoClient(uri, { writeConcern: { w: "majority", journal: true } });
const db = client.db(database);
const source = db.collection(from);

/** All documents of a partition, as bytes: the server has nothing else to do while they are inserted. */
async function readAll(partition: number): Promise<Buffer[]> {
  const found = source.find({ "record.partition": partition }, { raw: true }).sort({ "record.offset": 1 });
  return (await found.toArray()) as unknown as Buffer[];
}

function takeBatches(left: Buffer[]): Document[][] {
  const taken = left.splice(0, batchDocuments * batchesAtOnce).map((bytes) => BSON.deserialize(bytes));
  const starts = Array.from(
    { length: Math.ceil(taken.length / batchDocuments) },
    (_, i) => i * batchDocuments,
  );
  return starts.map((start) => taken.slice(start, start + batchDocuments));
}

const target = await twin(db, from, to);
const partitions: number[] = await source.distinct("record.partition");
const left: Buffer[][] = [];
for (const partition of partitions) left.push(await readAll(partition));
let documents = 0;
let seconds = 0;
let cpuSeconds = 0;
let serverSeconds = 0;
for (;;) {
  const lanes = left.map(takeBatches);
  if (lanes.every((batches) => batches.length === 0)) break;
  const cpu = usageOf(process.pid).cpuSeconds;
  const server = usageOf(Number(pid)).cpuSeconds;
  const startedAt = performance.now();
  await Promise.all(
    lanes.map(async (batches) => {
      for (const batch of batches) {
        await target.insertMany(batch, { ordered: false });
        documents += batch.length;
      }
    }),
  );
  seconds += (performance.now() - startedAt) / 1_000;
  cpuSeconds += usageOf(process.pid).cpuSeconds - cpu;
  serverSeconds += usageOf(Number(pid)).cpuSeconds - server;
}
await client.close();
console.log(
  JSON.stringify({
    documentsPerSecond: documents / seconds,
    cpuMicrosecondsPerDocument: (cpuSeconds * 1e6) / documents,
    serverMicrosecondsPerDocument: (serverSeconds * 1e6) / documents,
  }),
);
