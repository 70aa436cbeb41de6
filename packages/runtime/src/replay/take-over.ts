import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { progressTopicName } from "@tributary/contracts";
import { BrokerError, type Tenure, type Transactor } from "@tributary/kafka";
import type { Json } from "../view.ts";
import { ProgressReading, tenureRecord } from "./progress-record.ts";
import { type ReplayDesk, transactionalId } from "./replay-desk.ts";

export interface TakenOver {
  readonly transactor: Transactor;
  /** Behind what was written last; undefined at the beginning. */
  readonly position: Json | undefined;
}

/** Longer than a transaction may stay open: then the broker has ended whatever hid the mark. */
const patienceMs = 20_000;
const longestPauseMs = 500;

/**
 * Fences every predecessor, then reads back how far the recording has been written: in this order, for what is read
 * before the fence may yet be added to. Rejects with a `BrokerError`, the reason of the tenure's signal, or a
 * `StateLostError`.
 */
export async function takeOver(
  desk: Pick<ReplayDesk<unknown>, "service" | "recording" | "broker" | "now">,
  tenure: Tenure,
  alive: () => void,
): Promise<TakenOver> {
  const { broker, now, recording, service } = desk;
  const { signal } = tenure;
  const place = { service, recording: recording.id };
  await tenure.confirm(); // a process that was stopped must not take the fence from its successor
  const id = transactionalId(service, recording.id);
  const transactor = await broker.openTransactor({ transactionalId: id, signal });
  try {
    alive();
    await tenure.confirm();
    const token = randomUUID();
    await transactor.commit([tenureRecord(place, { token, takenOverAt: now() })], []);
    const began = performance.now();
    for (let pauseMs = 10; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      alive();
      const reading = new ProgressReading(place, token);
      const take: typeof reading.take = (records) => {
        alive();
        reading.take(records);
      };
      await broker.readPartition({ topic: progressTopicName(service), partition: 0, take, signal });
      if (reading.isComplete) return { transactor, position: reading.position };
      if (performance.now() - began >= patienceMs)
        throw new BrokerError("unavailable", `${progressTopicName(service)} does not show what was written`);
      await delay(pauseMs, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    }
  } catch (error) {
    await transactor.close().catch(() => {});
    throw error;
  }
}
