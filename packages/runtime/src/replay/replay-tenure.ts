import { setTimeout as delay } from "node:timers/promises";
import { BrokerError, type Tenure, type Transactor } from "@tributary/kafka";
import { AskingTenure } from "../process/asking-tenure.ts";
import { tenureEnd } from "../process/tenure-end.ts";
import { assertPassage } from "./passage-limits.ts";
import { passageRecords } from "./passage-records.ts";
import type { Passage } from "./recording.ts";
import type { ReplayDesk } from "./replay-desk.ts";
import { type TakenOver, takeOver } from "./take-over.ts";

/** How a tenure came to its end: the recording has no more, or is to be handed over. */
export type TenureOutcome = "finished" | "given up";

/**
 * The time in which a recording is this process's own: takes it over, then reads and writes, the next passage being
 * read while one is written. After whatever fails at the broker nobody knows what holds, so all is dropped, and it
 * begins anew: fence, position, reading.
 */
export class ReplayTenure<T> {
  /** Settles when nothing of it runs any more; rejects with what no retry mends. */
  readonly done: Promise<TenureOutcome>;
  readonly #desk: ReplayDesk<T>;
  readonly #tenure: Tenure;
  readonly #records: ReturnType<typeof passageRecords>;
  #isReading = false;
  #inHand = 0;

  constructor(desk: ReplayDesk<T>, tenure: Tenure) {
    this.#desk = desk;
    this.#tenure = tenure;
    this.#records = passageRecords({ ...desk, recording: desk.recording.id });
    this.done = this.#run();
  }

  /** Whether the recording is being read: everything before is read back. */
  get isReading(): boolean {
    return this.#isReading;
  }

  /** Records handed over whose transaction is not known to be committed. */
  get unacknowledged(): number {
    return this.#inHand;
  }

  async #run(): Promise<TenureOutcome> {
    const { signal, topic } = this.#tenure;
    const { metrics, weather } = this.#desk;
    while (!signal.aborted) {
      try {
        if (await this.#session()) return "finished";
      } catch (error) {
        const end = tenureEnd(error, this.#tenure, "replay");
        if (!(end instanceof BrokerError) || !["unavailable", "expelled"].includes(end.code)) throw end;
        if (signal.aborted) break;
        metrics.tenureRestarts.inc({ messaging_destination_name: topic });
        await delay(weather.failed(end), undefined, { signal }).catch(() => {});
      }
    }
    return "given up";
  }

  /** From a fence to the end, of the recording or of what the fence was good for. Answers whether all is written. */
  async #session(): Promise<boolean> {
    const { life, log, recording } = this.#desk;
    const taken = await life.during((alive) =>
      takeOver(this.#desk, new AskingTenure(this.#tenure, alive), alive),
    );
    const { position, transactor } = taken;
    log.info({ recording: recording.id, position }, "the recording is ours, reading on");
    this.#isReading = true;
    try {
      return await this.#play(taken);
    } finally {
      this.#isReading = false;
      this.#inHand = 0;
      await transactor.close();
    }
  }

  async #play({ position, transactor }: TakenOver): Promise<boolean> {
    const { recording, pack, handOverMs } = this.#desk;
    const { signal } = this.#tenure;
    const failure = new AbortController();
    const stop = AbortSignal.any([signal, failure.signal]);
    const read = Promise.withResolvers<void>();
    const onStop = () => void this.#desk.life.during(() => read.promise);
    stop.addEventListener("abort", onStop, { once: true });
    let late: NodeJS.Timeout | undefined;
    const onGivenUp = () => {
      late = setTimeout(() => void transactor.close(), handOverMs);
    };
    signal.addEventListener("abort", onGivenUp, { once: true });
    let writing: Promise<void> = Promise.resolve();
    let broken: { readonly error: unknown } | undefined;
    try {
      if (signal.aborted) onGivenUp();
      for await (const passage of recording.read(position, pack, stop)) {
        assertPassage(passage);
        this.#inHand += passage.records.length;
        await writing;
        if (stop.aborted) break;
        writing = this.#write(passage, transactor);
        writing.catch(() => failure.abort());
      }
    } catch (error) {
      // What a reader that was told to stop has to say is of no interest.
      if (!stop.aborted) broken = { error };
    } finally {
      stop.removeEventListener("abort", onStop);
      read.resolve();
    }
    try {
      await writing;
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", onGivenUp);
    }
    if (broken !== undefined) throw broken.error;
    return !stop.aborted;
  }

  #write(passage: Passage, transactor: Transactor): Promise<void> {
    return this.#desk.life.during((alive) => this.#commit(passage, transactor, alive));
  }

  async #commit(passage: Passage, transactor: Transactor, alive: () => void): Promise<void> {
    const { metrics, recording, topic, weather } = this.#desk;
    await new AskingTenure(this.#tenure, alive).confirm();
    alive();
    const stop = metrics.transactionDuration.startTimer();
    try {
      await transactor.commit(this.#records(passage), []);
    } catch (error) {
      metrics.transactions.inc({ outcome: "failed" });
      throw error;
    }
    stop();
    metrics.transactions.inc({ outcome: "committed" });
    const { records, buried } = passage;
    this.#inHand -= records.length;
    const labels = { messaging_destination_name: topic };
    metrics.sent.inc(labels, records.length);
    for (const { stage, error } of buried) metrics.deadLetters.inc({ ...labels, stage, error });
    weather.succeeded();
    recording.written(passage);
  }
}
