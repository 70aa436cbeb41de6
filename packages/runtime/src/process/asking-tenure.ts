import type { Tenure } from "@tributary/kafka";
import { showingLife } from "./showing-life.ts";

/**
 * A tenure that gives a sign of life while the coordinator is asked: whether that answers is the broker's matter, and
 * shows as weather. Without it an outage of a minute would pass for work that hangs.
 */
export class AskingTenure implements Tenure {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | undefined;
  readonly logStart: number;
  readonly signal: AbortSignal;
  readonly #tenure: Tenure;
  readonly #onProgress: () => void;

  constructor(tenure: Tenure, onProgress: () => void) {
    this.topic = tenure.topic;
    this.partition = tenure.partition;
    this.committed = tenure.committed;
    this.logStart = tenure.logStart;
    this.signal = tenure.signal;
    this.#tenure = tenure;
    this.#onProgress = onProgress;
  }

  confirm(): Promise<void> {
    return showingLife(this.#onProgress, () => this.#tenure.confirm());
  }

  commit(offset: number): Promise<void> {
    return showingLife(this.#onProgress, () => this.#tenure.commit(offset));
  }
}
