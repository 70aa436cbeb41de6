import { type Db, MongoNetworkError, MongoServerError } from "mongodb";
import { MongoFailure } from "../../src/mongo-failure.ts";
import { Deadline } from "../../src/writing/deadline.ts";
import { insertAll } from "../../src/writing/insert-all.ts";

const documents = ["a", "b", "c", "d"].map((_id) => ({ _id }));

/** Inserts the documents into a server that answers so, or where the driver fails so. */
function inserting(answer: object) {
  const db = {
    command: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ ok: 1, ...answer })),
  };
  const deadline = new Deadline(1_000, new AbortController().signal);
  return insertAll(documents, {
    db: db as unknown as Db,
    collection: { collectionName: "accidents" },
    deadline,
  });
}

const known = { index: 1, code: 11_000, errmsg: "E11000" };
const tooLarge = { index: 3, code: 10_334, errmsg: "BSONObj size" };

test("repeats and what is a document's own fault are told by index; all others are written", async () => {
  const { duplicates, refused } = await inserting({ n: 2, writeErrors: [known, tooLarge] });
  expect(duplicates).toEqual([1]);
  expect([...refused]).toEqual([[3, { reason: "document_too_large", detail: "BSONObj size" }]]);
});

test("a code that nobody has thought of is weather, and it is named, not the repeat before it", async () => {
  const strange = { index: 2, code: 4_711, errmsg: "never seen" };
  await expect(inserting({ writeErrors: [known, strange] })).rejects.toThrow(/never seen \(code 4711\)/);
});

test("a write concern error is no success, alone or beside errors of documents", async () => {
  const writeConcernError = { code: 64, errmsg: "waiting for replication timed out" };
  await expect(inserting({ n: 4, writeConcernError })).rejects.toThrow(/waiting for replication.*code 64/);
  await expect(inserting({ writeErrors: [known], writeConcernError })).rejects.toThrow(MongoFailure);
});

test("a command that failed as a whole is weather", async () => {
  const fenced = new MongoServerError({ message: "TransactionTooOld", code: 225 });
  await expect(inserting(fenced)).rejects.toMatchObject({ name: "MongoFailure", code: 225 });
  await expect(inserting(new MongoNetworkError("cut"))).rejects.toThrow(MongoFailure);
});

test("what cannot be sent, for no document's fault, is weather and not tried without end", async () => {
  await expect(inserting(new RangeError("out of buffers"))).rejects.toThrow(MongoFailure);
});
