import type { Db } from "mongodb";
import { DocumentCounts } from "../../src/reading/document-counts.ts";

/** A database whose answers to a count are made by the test. */
const dbOf = (count: (signal: AbortSignal) => Promise<number>) =>
  ({
    collection: () => ({ estimatedDocumentCount: ({ signal }: { signal: AbortSignal }) => count(signal) }),
  }) as unknown as Db;

const limits = { maxTimeMS: 2_000, signal: new AbortController().signal };

const untilAborted = (signal: AbortSignal) =>
  new Promise<number>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

test("what is counted quickly is told, each time anew", async () => {
  let count = 41;
  const counts = new DocumentCounts(dbOf(async () => ++count));
  expect([await counts.of("a", limits), await counts.of("a", limits)]).toEqual([42, 43]);
});

test("what takes too long is null, and is not asked for again at once; other collections are", async () => {
  let asked = 0;
  const counts = new DocumentCounts(
    dbOf((signal) => {
      asked++;
      return asked === 1 ? untilAborted(signal) : Promise.resolve(7);
    }),
  );
  expect(await counts.of("slow", limits)).toBeNull();
  expect(await counts.of("slow", limits)).toBeNull();
  expect(asked).toBe(1);
  expect(await counts.of("quick", limits)).toBe(7);
});

test("what is wrong otherwise is told", async () => {
  const counts = new DocumentCounts(dbOf(() => Promise.reject(new Error("no connection"))));
  await expect(counts.of("a", limits)).rejects.toThrow("no connection");
});

test("a reader who has gone leaves no mark", async () => {
  const gone = new AbortController();
  const counts = new DocumentCounts(dbOf(untilAborted));
  const asking = counts.of("a", { maxTimeMS: 2_000, signal: gone.signal });
  gone.abort(new Error("gone"));
  await expect(asking).rejects.toThrow("gone");
});
