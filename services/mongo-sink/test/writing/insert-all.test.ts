import { type Collection, MongoBulkWriteError, MongoNetworkError, MongoServerError } from "mongodb";
import { MongoFailure } from "../../src/mongo-failure.ts";
import { Deadline } from "../../src/writing/deadline.ts";
import { insertAll } from "../../src/writing/insert-all.ts";

const documents = ["a", "b", "c", "d"].map((_id) => ({ _id }));

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

/** What the driver throws of a bulk with these errors. */
function bulkError(writeErrors: readonly WriteError[], concern?: object): MongoBulkWriteError {
  const result = { getWriteConcernError: () => concern };
  const [first] = writeErrors;
  return new MongoBulkWriteError(
    { message: first?.errmsg ?? "", code: first?.code ?? 64, writeErrors: [...writeErrors] as never },
    result as never,
  );
}

/** Inserts the documents where the driver fails with this. */
function inserting(error: Error) {
  const collection = { collectionName: "accidents", insertMany: () => Promise.reject(error) };
  const deadline = new Deadline(1_000, new AbortController().signal);
  return insertAll(collection as unknown as Collection, documents, { deadline });
}

const known = { index: 1, code: 11_000, errmsg: "E11000" };
const tooLarge = { index: 3, code: 10_334, errmsg: "BSONObj size" };

test("repeats and what is a document's own fault are told by index; all others are written", async () => {
  const { duplicates, refused } = await inserting(bulkError([known, tooLarge]));
  expect(duplicates).toEqual([1]);
  expect([...refused]).toEqual([[3, { reason: "document_too_large", detail: "BSONObj size" }]]);
});

test("a code that nobody has thought of is weather, and it is named, not the repeat before it", async () => {
  const strange = { index: 2, code: 4_711, errmsg: "never seen" };
  await expect(inserting(bulkError([known, strange]))).rejects.toThrow(/never seen \(code 4711\)/);
});

test("a write concern error is no success, alone or beside errors of documents", async () => {
  const concern = { code: 64, errmsg: "waiting for replication timed out" };
  await expect(inserting(bulkError([], concern))).rejects.toThrow(MongoFailure);
  await expect(inserting(bulkError([known, tooLarge], concern))).rejects.toThrow(MongoFailure);
});

test("a command that failed as a whole is weather, though the driver tells it as a bulk", async () => {
  const fenced = new MongoServerError({ message: "TransactionTooOld", code: 225 });
  const wrapped = new MongoBulkWriteError(fenced, { getWriteConcernError: () => undefined } as never);
  await expect(inserting(wrapped)).rejects.toMatchObject({ name: "MongoFailure", code: 225 });
  await expect(inserting(new MongoNetworkError("cut"))).rejects.toThrow(MongoFailure);
});

test("what cannot be sent, for no document's fault, is weather and not tried without end", async () => {
  await expect(inserting(new RangeError("out of buffers"))).rejects.toThrow(MongoFailure);
});
