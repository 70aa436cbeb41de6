import type { Fuel } from "../../src/fire/fire.ts";
import { seededRandom } from "../../src/fire/seeded-random.ts";

/** Longer than a session of 6 s and the rebalance after it, and shorter than a transaction may stay open. */
const stopMs = [10_500, 12_000] as const;

/**
 * A course that makes zombies: again and again one of the replicas, while it commits, is stopped beyond its session and
 * goes on when others have its partitions. Who and for how long follows from the seed.
 */
export function zombies(times: number, seed: number): (fuel: Fuel) => Promise<void> {
  return async ({ replicas }) => {
    const random = seededRandom(seed);
    for (let time = 0; time < times; time++) {
      const target = Math.floor(random() * replicas.running.length);
      await replicas.running[target]?.countsOn("stream_transactions_total");
      await replicas.makeZombie(target, stopMs[0] + Math.round(random() * (stopMs[1] - stopMs[0])));
    }
  };
}
