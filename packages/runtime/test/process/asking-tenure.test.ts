import { jest } from "@jest/globals";
import { AskingTenure } from "../../src/process/asking-tenure.ts";
import { FakeTenure } from "./fake-tenure.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A partition whose coordinator is away until the test says otherwise. */
class LonelyTenure extends FakeTenure {
  readonly answered = Promise.withResolvers<void>();

  override confirm(): Promise<void> {
    return this.answered.promise;
  }
}

test("whoever waits for the coordinator gives a sign of life a second, and none afterwards", async () => {
  const lonely = new LonelyTenure();
  let signs = 0;
  const tenure = new AskingTenure(lonely, () => {
    signs += 1;
  });
  const confirmed = tenure.confirm();
  jest.advanceTimersByTime(90_000);
  expect(signs).toBe(90);
  lonely.answered.resolve();
  await confirmed;
  jest.advanceTimersByTime(90_000);
  expect(signs).toBe(90);
});

test("answers and refusals are those of the tenure", async () => {
  const inner = new FakeTenure("test.thing.v1", 3, 7);
  const tenure = new AskingTenure(inner, () => {});
  expect(tenure).toMatchObject({ topic: "test.thing.v1", partition: 3, committed: 7, logStart: 0 });
  await tenure.commit(8);
  expect(inner.commits).toEqual([8]);
  inner.lose();
  await expect(tenure.confirm()).rejects.toMatchObject({ code: "expelled" });
  expect(tenure.signal.aborted).toBe(true);
});
