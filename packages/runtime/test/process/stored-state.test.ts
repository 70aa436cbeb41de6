import type { IncomingRecord } from "@tributary/kafka";
import { StateReading } from "../../src/process/stored-state.ts";

function record(key: string, value: string, offset: number): IncomingRecord {
  const headers = { "state-version": Buffer.from("1") };
  const at = { topic: "counter.state", partition: 0, offset, timestamp: 0 };
  return { ...at, key: Buffer.from(key), value: Buffer.from(value), headers };
}

test("however many states there are, heartbeats have their turn while they are made ready", async () => {
  const reading = new StateReading<{ n: number }>({ version: 1 });
  reading.take(Array.from({ length: 25_000 }, (_, index) => record(`k${index}`, `{"n":${index}}`, index)));
  let breaths = 0;

  const { states } = await reading.finish(async () => {
    breaths++;
  });

  expect(breaths).toBe(2);
  expect(states.size).toBe(25_000);
  expect(states.get("k24999")).toEqual({ n: 24_999 });
});

test("who has lost the partition meanwhile does not go on", async () => {
  const reading = new StateReading<number>({ version: 1 });
  reading.take(Array.from({ length: 10_000 }, (_, index) => record(`k${index}`, "1", index)));
  const lost = new Error("lost");

  await expect(reading.finish(() => Promise.reject(lost))).rejects.toBe(lost);
});
