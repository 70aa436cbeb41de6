import { eventually } from "../../src/eventually.ts";
import type { Fuel } from "../../src/fire/fire.ts";
import { seededRandom } from "../../src/fire/seeded-random.ts";

/** Longer than a session of 6 s and the rebalance after it, and shorter than a transaction may stay open. */
const stopMs = [10_500, 12_000] as const;

/**
 * A course that makes zombies: again and again one of the replicas, while it commits, is stopped beyond its session and
 * goes on when others have its partitions. Who and for how long follows from the seed.
 */
export function zombies(times: number, seed: number): (fuel: Fuel) => Promise<void> {
  return async ({ replicas, diary }) => {
    const random = seededRandom(seed);
    for (let time = 0; time < times; time++) {
      const target = Math.floor(random() * replicas.running.length);
      await more(target, "stream_transactions_total");
      const forMs = stopMs[0] + Math.round(random() * (stopMs[1] - stopMs[0]));
      diary.write("stop", { target, forMs });
      const rejoined = more(target, "stream_rebalances_total");
      await replicas.suspend(target, forMs);
      diary.write("goes on", { target });
      await rejoined;
      diary.write("is a member again", { target });
    }

    /** Resolves when a replica has counted on. */
    async function more(target: number, counter: string): Promise<void> {
      const count = async () => (await replicas.running[target]?.metric(counter)) ?? 0;
      const before = await count();
      await eventually(async () => {
        if ((await count()) <= before) throw new Error(`${counter} of replica ${target} stays at ${before}`);
      }, 60_000);
    }
  };
}
