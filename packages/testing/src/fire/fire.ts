import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaCluster } from "../kafka-cluster.ts";
import type { Diary } from "./diary.ts";
import type { ReplicaSet } from "./replica-set.ts";
import { type Deed, drawSchedule, type FirePlan } from "./schedule.ts";

export interface Fuel {
  readonly replicas: ReplicaSet;
  readonly cluster: KafkaCluster;
  readonly diary: Diary;
}

/** A fire as drawn from the plan and the seed. */
export function fire(plan: FirePlan, seed: number): (fuel: Fuel) => Promise<void> {
  return (fuel) => {
    const schedule = drawSchedule(plan, seed);
    fuel.diary.write("schedule", { seed, plan, schedule });
    return burn(schedule, fuel);
  };
}

/** Does the deeds at their times. Resolves when the last is over: what was stopped goes on, what was killed runs again. */
export async function burn(schedule: readonly Deed[], fuel: Fuel): Promise<void> {
  const startedAt = performance.now();
  await Promise.all(
    schedule.map(async (deed) => {
      await sleep(Math.max(0, startedAt + deed.atMs - performance.now()));
      fuel.diary.write(deed.kind, { target: deed.target, forMs: deed.forMs });
      await perform(deed, fuel);
    }),
  );
}

async function perform({ kind, target, forMs }: Deed, { replicas, cluster, diary }: Fuel): Promise<void> {
  if (kind === "kill") return replicas.kill(target);
  if (kind === "stop") {
    await replicas.suspend(target, forMs);
    diary.write("goes on", { target });
    return;
  }
  await cluster.kill(target);
  await sleep(forMs);
  cluster.run(target);
  diary.write("broker runs", { target });
}
