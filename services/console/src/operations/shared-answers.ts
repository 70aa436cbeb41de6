import { ClusterBusy } from "./cluster-problem.ts";

export interface SharedAnswersOptions {
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** An answer, or a failure, is given again for so long. */
  readonly keptMs: number;
  /** How long one asker waits; the question stays asked, and whoever comes next waits for the same answer. */
  readonly patienceMs: number;
  /** Different questions held at once. */
  readonly most: number;
}

interface Shared {
  readonly answer: Promise<unknown>;
  /** When to forget it. */
  until: number;
}

/** A call that has not settled by then is taken for lost, and asked again. */
const LOST_AFTER_MS = 60_000;

/** Asks the cluster a question once, however many pages ask it here. */
export class SharedAnswers {
  readonly #answers = new Map<string, Shared>();
  readonly #options: SharedAnswersOptions;

  constructor(options: SharedAnswersOptions) {
    this.#options = options;
  }

  /** Rejects as `find` does, and with `ClusterBusy` when it takes too long or too much else is asked. */
  async ask<T>(question: string, find: () => Promise<T>): Promise<T> {
    const { patienceMs, most } = this.#options;
    this.#forgetOld();
    let shared = this.#answers.get(question);
    if (shared === undefined) {
      if (this.#answers.size >= most) {
        throw new ClusterBusy("too many different questions at once: ask again in a moment");
      }
      shared = this.#find(find);
      this.#answers.set(question, shared);
    }
    return within(shared.answer as Promise<T>, patienceMs);
  }

  /** After an action nothing from before it may be told. */
  forget(): void {
    this.#answers.clear();
  }

  #find(find: () => Promise<unknown>): Shared {
    const { clock, keptMs } = this.#options;
    const shared: Shared = { answer: find(), until: clock() + LOST_AFTER_MS };
    const settled = () => {
      shared.until = clock() + keptMs;
    };
    shared.answer.then(settled, settled);
    return shared;
  }

  #forgetOld(): void {
    const now = this.#options.clock();
    for (const [question, { until }] of this.#answers) if (until <= now) this.#answers.delete(question);
  }
}

/** The answer, or `ClusterBusy` when it has not come in time. */
export async function within<T>(answer: Promise<T>, patienceMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new ClusterBusy(`Kafka has not answered within ${patienceMs / 1000} s`));
  }, patienceMs);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
