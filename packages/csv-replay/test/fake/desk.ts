import { setImmediate as turn } from "node:timers/promises";
import { type Json, type Pack, RefusedValue } from "@tributary/runtime";
import type { Control } from "../../src/control/control.ts";
import { CsvRecording } from "../../src/replay/csv-recording.ts";
import type { CsvPassage } from "../../src/replay/draft.ts";
import type { ReplayPlan } from "../../src/replay/plan.ts";
import { type Event, FakeSource, type FakeSourceOptions } from "./fake-source.ts";
import { ManualClock } from "./manual-clock.ts";

export const plainPlan: ReplayPlan = {
  pace: { by: "max" },
  gapCapMs: undefined,
  from: undefined,
  to: undefined,
  isLooping: false,
  rebase: "off",
  order: { by: "file" },
  maxBad: undefined,
  whenDone: "exit",
};

export interface DeskOptions extends FakeSourceOptions {
  readonly plan?: Partial<ReplayPlan>;
  readonly shiftStepMs?: number;
  /** Lines whose values no schema takes. */
  readonly refused?: readonly number[];
}

export interface Sent extends Event {
  /** Monotonic clock when its passage was handed over. */
  readonly handedOverAt: number;
}

/** What the runtime does with a recording, a step at a time and without a broker: what is written stays, a crash forgets the rest. */
export class Desk {
  readonly clock = new ManualClock();
  readonly source: FakeSource;
  readonly sent: Sent[] = [];
  readonly buried: CsvPassage["buried"][number][] = [];
  readonly passages: CsvPassage[] = [];
  recording: CsvRecording<Event>;
  isOver = false;
  failure: unknown;
  readonly #options: DeskOptions;
  #position: Json | undefined;
  #walk: AsyncGenerator<CsvPassage, void, void> | undefined;
  #stop = new AbortController();
  #pulled: Promise<void> | undefined;
  #handedOver: CsvPassage | undefined;
  #processes = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.source = new FakeSource(options);
    this.recording = this.#start();
  }

  #start(plan: Partial<ReplayPlan> = {}, version?: number): CsvRecording<Event> {
    this.#processes += 1;
    return new CsvRecording({
      source: this.source,
      dataset: {
        name: "events",
        ...(version === undefined ? {} : { version }),
        shift: (event, ms) => ({ ...event, at: event.at + ms }),
        shiftStepMs: this.#options.shiftStepMs ?? 1,
        outliers: ({ at }) => (at % 1_000 === 999 ? 2 : 0),
      },
      plan: { ...plainPlan, ...this.#options.plan, ...plan },
      clock: this.clock,
      processId: `process${this.#processes}`,
    });
  }

  readonly #pack: Pack<Event> = (event) => {
    if (this.#options.refused?.includes(event.line)) throw new RefusedValue("at", "at is out of range");
    return { key: String(event.line), value: Buffer.from(JSON.stringify(event)) };
  };

  /** While true, no transaction comes to its end: one passage is in hand, and no more are asked for. */
  isBrokerAway = false;

  /** Lets all that can go on without the clock go on. */
  async settle(): Promise<void> {
    while (!this.isOver) {
      if (this.#handedOver === undefined || !this.isBrokerAway) this.#pull();
      for (let turns = 0; turns < 3; turns += 1) await turn();
      if (this.isBrokerAway) return;
      this.write();
      if (this.#pulled !== undefined) return;
    }
  }

  #pull(): void {
    if (this.#pulled !== undefined) return;
    this.#walk ??= this.recording.read(this.#position, this.#pack, this.#stop.signal);
    const { signal } = this.#stop;
    this.#pulled = this.#walk.next().then(
      ({ value, done }) => {
        if (signal.aborted) return;
        this.#pulled = undefined;
        if (done === true) this.isOver = true;
        this.write();
        if (value !== undefined) this.#handedOver = value;
        this.#handedOverAt = this.clock.monotonic();
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.#pulled = undefined;
        this.write();
        this.failure = error;
        this.isOver = true;
      },
    );
  }

  #handedOverAt = 0;

  /** The transaction in hand is committed. */
  write(): void {
    const passage = this.#handedOver;
    if (passage === undefined) return;
    this.#handedOver = undefined;
    this.#position = JSON.parse(JSON.stringify(passage.position)) as Json;
    for (const { value } of passage.records) {
      this.sent.push({ ...JSON.parse(value.toString()), handedOverAt: this.#handedOverAt });
    }
    this.buried.push(...passage.buried);
    this.passages.push(passage);
    this.recording.written(passage);
  }

  /** What is not written is lost, and reading begins again at what is. With the process all that was in memory is lost, too. */
  async crash(isProcess: boolean, plan?: Partial<ReplayPlan>, version?: number): Promise<void> {
    this.#stop.abort();
    await this.#pulled?.catch(() => {});
    await this.#walk?.return(undefined).catch(() => {});
    this.#stop = new AbortController();
    this.#walk = undefined;
    this.#pulled = undefined;
    this.#handedOver = undefined;
    this.isOver = false;
    if (isProcess) this.recording = this.#start(plan, version);
  }

  async control(control: Control): Promise<void> {
    this.recording.control(control);
    await this.settle();
  }

  async turnBy(ms: number): Promise<void> {
    const end = this.clock.monotonic() + ms;
    for (;;) {
      await this.settle();
      const { nextWake } = this.clock;
      if (this.isOver || nextWake === undefined || nextWake > end) break;
      this.clock.turnTo(nextWake);
    }
    this.clock.turnTo(end);
    await this.settle();
  }

  /** Turns the clock from sleep to sleep until the recording has ended, or sleeps without end. */
  async runToEnd(): Promise<void> {
    for (;;) {
      await this.settle();
      const { nextWake } = this.clock;
      if (this.isOver || nextWake === undefined) return;
      this.clock.turnTo(nextWake);
    }
  }
}
