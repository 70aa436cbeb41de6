import { jest } from "@jest/globals";
import { pastConcurrentTransactions } from "../../src/transactions/patient-request.ts";
import { refusal } from "./scripted-transactions.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const early = () => refusal("CONCURRENT_TRANSACTIONS");
const never = new AbortController().signal;

test("a request that comes too early is made again after 1, 2, 4, 8, 16 and then always 20 ms", async () => {
  const at: number[] = [];
  const began = performance.now();
  const request = async () => {
    at.push(performance.now() - began);
    if (at.length < 9) throw early();
    return "taken";
  };

  const answer = pastConcurrentTransactions(request, 1_000, never);
  await jest.advanceTimersByTimeAsync(200);

  expect(await answer).toBe("taken");
  expect(at).toEqual([0, 1, 3, 7, 15, 31, 51, 71, 91]);
});

test("any other refusal is handed on at once", async () => {
  const request = jest.fn(async () => {
    throw refusal("INVALID_PRODUCER_EPOCH");
  });

  await expect(pastConcurrentTransactions(request, 1_000, never)).rejects.toThrow("INVALID_PRODUCER_EPOCH");
  expect(request).toHaveBeenCalledTimes(1);
});

test("patience has an end, and closing is one too", async () => {
  const request = async () => {
    throw early();
  };
  const overdue = expect(pastConcurrentTransactions(request, 100, never)).rejects.toThrow("CONCURRENT");
  await jest.advanceTimersByTimeAsync(120);
  await overdue;

  const closing = new AbortController();
  const closed = expect(pastConcurrentTransactions(request, 60_000, closing.signal)).rejects.toThrow();
  closing.abort();
  await jest.advanceTimersByTimeAsync(0);
  await closed;
});
