import type { AtLeastOnceHands, SliceWorker } from "./at-least-once-lane.ts";
import { brokerAttempt } from "./broker-attempt.ts";
import type { Entry } from "./entry.ts";
import type { MapProcess } from "./map.ts";
import { MapSlice } from "./map-slice.ts";
import type { Poison } from "./poison.ts";
import type { SliceRun } from "./step-guard.ts";

/**
 * A map's work on one partition: steps, then emits acknowledged by all in-sync replicas; those of one key keep the
 * order of the partition. A record whose emit the broker refuses is buried, though other emits of it may be written.
 */
export class MapWorker<T> implements SliceWorker {
  readonly mostEntries: number;
  readonly #process: MapProcess<T>;
  readonly #hands: AtLeastOnceHands;

  constructor(process: MapProcess<T>, hands: AtLeastOnceHands) {
    this.#process = process;
    this.#hands = hands;
    this.mostEntries = hands.workshop.chunkRecords;
  }

  async run(entries: readonly Entry<unknown>[]): Promise<SliceRun> {
    const { workshop, tenure, publishers } = this.#hands;
    const { outbox, steps, tripwire, weather } = workshop;
    const slice = new MapSlice({ process: this.#process, outbox, entries });
    const run = await steps.run(entries.length, slice);
    // Beyond the record that trips the wire nothing is published: it would only come again after the resumption.
    const done = tripwire.room(Array.from({ length: run.done }, (_, index) => run.poison.has(index)));
    const emits = slice.emits(done);
    await brokerAttempt("confirm", () => tenure.confirm(), { tenure, weather });
    const refusals = await publishers.publish(emits.map(({ record }) => record));
    const poison = new Map<number, Poison>(run.poison);
    for (const [i, { index, record }] of emits.entries()) {
      const refusal = refusals[i];
      if (refusal === undefined || poison.has(index)) continue;
      const message = `${record.topic}: ${refusal.message}`;
      poison.set(index, { stage: "process", error: `emit_${refusal.code}`, message });
    }
    return { done, poison };
  }
}
