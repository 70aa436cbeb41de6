import { setTimeout as delay } from "node:timers/promises";
import { runInThisContext, Script } from "node:vm";
import { DefinitionError } from "./definition-error.ts";
import { type Poison, poisonOf } from "./poison.ts";

/** What becomes of the records of a slice, one by one. */
export interface SliceWork {
  /** Forgets what was computed so far: the slice is computed anew. */
  restart(): void;
  /** Pure but for what `restart` forgets. Answers why the record is to be buried; a throw buries it as well. */
  step(index: number): Poison | undefined;
  /** Whether the slice is full before it has reached its end, by what the steps have made so far. */
  isFull?(): boolean;
  /**
   * Called behind the last step, and as pure. If it hangs, the slice is begun anew with `restart`: then all that may hang is to
   * be done in `step`, where it is one record's.
   */
  end?(): void;
}

export interface SliceRun {
  /** Records that were worked on, from the first; at least one, unless there are none. */
  readonly done: number;
  /** By index, for those of them that are to be buried. */
  readonly poison: ReadonlyMap<number, Poison>;
}

export interface StepGuardOptions {
  /** A slice whose steps have not come back for this long is interrupted. Well below the session time-out. */
  readonly deadlineMs: number;
  /** Step time after which a slice ends early. Default 250. */
  readonly sliceMs?: number;
}

/** What the watched script calls; in the script's own realm, for a test runs in another one. */
const desk: { work: () => void } = { work: () => {} };
const deskName = Symbol.for("tributary.step-guard");
Object.defineProperty(runInThisContext("globalThis"), deskName, { value: desk, configurable: true });
const watched = new Script(`globalThis[Symbol.for("tributary.step-guard")].work()`);

/** Lets timers and sockets have their turn: heartbeats have waited for long enough. */
const breathMs = 5;
/** An interruption counts double when the thread was busy for a quarter of the time: else the process may have been stopped. */
const busy = 2;
const idle = 1;
const strikesToBury = 4;

/** Runs pure steps over a slice of records; neither a throw nor an endless loop of one holds up its neighbours. */
export class StepGuard {
  readonly #deadlineMs: number;
  readonly #sliceMs: number;

  constructor({ deadlineMs, sliceMs = 250 }: StepGuardOptions) {
    this.#deadlineMs = deadlineMs;
    this.#sliceMs = sliceMs;
  }

  /**
   * Takes the first `count` records, or fewer when their steps take longer than a slice may or the work is full.
   * A step that was interrupted twice on the same record, or four times by a clock that may have been the machine's
   * fault, has hung: the record is buried as `step_hung`, and the rest computed anew without it. `work.step` is not called for records that `known` says are poison.
   */
  async run(count: number, work: SliceWork, known?: ReadonlyMap<number, Poison>): Promise<SliceRun> {
    const given = new Map(known);
    const strikes = new Map<number, number>();
    for (;;) {
      const pass = new Pass(count, work, given, this.#sliceMs);
      const weight = this.#interrupted(pass);
      if (weight === undefined) return pass;
      if (pass.isEnding) {
        await delay(breathMs);
        continue;
      }
      const counted = (strikes.get(pass.done) ?? 0) + weight;
      strikes.set(pass.done, counted);
      if (counted >= strikesToBury) given.set(pass.done, hung(this.#deadlineMs));
      await delay(breathMs);
    }
  }

  /** How heavily an interruption weighs, or undefined when the pass came back by itself. */
  #interrupted(pass: Pass): number | undefined {
    const before = process.threadCpuUsage();
    const outer = desk.work;
    desk.work = () => pass.go();
    try {
      watched.runInThisContext({ timeout: this.#deadlineMs });
      return undefined;
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      const { user, system } = process.threadCpuUsage(before);
      return user + system > this.#deadlineMs * 250 ? busy : idle;
    } finally {
      desk.work = outer;
    }
  }
}

/** One try at a slice. */
class Pass implements SliceRun {
  done = 0;
  /** It is no record's step that runs. */
  isEnding = false;
  readonly poison = new Map<number, Poison>();
  readonly #count: number;
  readonly #work: SliceWork;
  readonly #known: ReadonlyMap<number, Poison>;
  readonly #sliceMs: number;

  constructor(count: number, work: SliceWork, known: ReadonlyMap<number, Poison>, sliceMs: number) {
    this.#count = count;
    this.#work = work;
    this.#known = known;
    this.#sliceMs = sliceMs;
  }

  go(): void {
    const work = this.#work;
    const end = performance.now() + this.#sliceMs;
    work.restart();
    while (this.done < this.#count) {
      const poison = this.#known.get(this.done) ?? this.#step();
      if (poison !== undefined) this.poison.set(this.done, poison);
      this.done++;
      if (performance.now() >= end || work.isFull?.() === true) break;
    }
    this.isEnding = true;
    work.end?.();
  }

  #step(): Poison | undefined {
    try {
      return this.#work.step(this.done);
    } catch (error) {
      if (error instanceof DefinitionError) throw error;
      return poisonOf(error);
    }
  }
}

function hung(deadlineMs: number): Poison {
  return {
    stage: "process",
    error: "step_hung",
    message: `the step did not come back within ${deadlineMs} ms`,
  };
}
