import type { Tenure } from "@tributary/kafka";
import { untilAborted } from "../until-aborted.ts";
import type { FoldTable } from "./fold-table.ts";
import type { InputStart } from "./restore-plan.ts";
import { Turn } from "./turn.ts";

/**
 * Where the lanes of one partition number meet: partition n of every input shares one table. The lanes take turns, and
 * the table lives as long as one of them does.
 */
export class FoldDesk<S> {
  readonly turn = new Turn();
  readonly #inputs: readonly string[];
  readonly #tenures = new Map<string, Tenure>();
  #complete = Promise.withResolvers<void>();
  #table: FoldTable<S> | undefined;

  constructor(inputs: readonly string[]) {
    this.#inputs = inputs;
  }

  /** Whether several inputs count into the table. */
  get isShared(): boolean {
    return this.#inputs.length > 1;
  }

  /** Resolves when the partitions of all inputs are here: a group hands them out together. */
  async arrive(tenure: Tenure): Promise<void> {
    this.#tenures.set(tenure.topic, tenure);
    if (this.#tenures.size === this.#inputs.length) this.#complete.resolve();
    await untilAborted(this.#complete.promise, tenure.signal);
  }

  /** The table in use, or else the one that `open` opens; to be called in turn. */
  async table(
    open: (inputs: ReadonlyMap<string, InputStart>) => Promise<FoldTable<S>>,
  ): Promise<FoldTable<S>> {
    if (this.#table?.isDead === false) return this.#table;
    await this.#table?.close().catch(() => {});
    this.#table = undefined;
    this.#table = await open(this.#tenures);
    return this.#table;
  }

  /** Closes the table with its last tenure. */
  async leave(tenure: Tenure): Promise<void> {
    if (this.#tenures.get(tenure.topic) !== tenure) return;
    if (this.#tenures.size === this.#inputs.length) this.#complete = Promise.withResolvers();
    this.#tenures.delete(tenure.topic);
    if (this.#tenures.size > 0) return;
    await this.turn.take(async () => {
      if (this.#tenures.size > 0) return;
      const table = this.#table;
      this.#table = undefined;
      await table?.close().catch(() => {});
    });
  }
}
