import { seededRandom } from "./seeded-random.ts";

/** From and to, milliseconds. */
export type Span = readonly [from: number, to: number];

/** What is to happen in a fire; when and to whom is drawn. */
export interface FirePlan {
  readonly durationMs: number;
  readonly replicas: number;
  /** Pause between two `kill -9` of replicas; undefined for none. */
  readonly killEvery: Span | undefined;
  /** How many times a replica is stopped (SIGSTOP), one at a time. */
  readonly stops: number;
  readonly stopFor: Span;
  readonly brokers: number;
  /** How many times a broker is killed, one at a time. */
  readonly brokerKills: number;
  readonly brokerDownFor: Span;
}

/** One blow. A killed replica returns by itself; `forMs` is how long a stopped replica or a killed broker is away. */
export interface Deed {
  readonly atMs: number;
  readonly kind: "kill" | "stop" | "kill-broker";
  /** Replicas count from 0, brokers from 1. */
  readonly target: number;
  readonly forMs: number;
}

/** The blows of a fire in order of time. They follow from the plan and the seed; a stopped replica is not killed. */
export function drawSchedule(plan: FirePlan, seed: number): readonly Deed[] {
  const random = seededRandom(seed);
  const within = ([from, to]: Span) => Math.round(from + random() * (to - from));
  const oneOf = (candidates: readonly number[]) => candidates[Math.floor(random() * candidates.length)] ?? 0;
  const replicas = Array.from({ length: plan.replicas }, (_, replica) => replica);

  const stops = spread(plan.stops, plan.durationMs).map(
    ([from, to]): Deed => ({
      atMs: within([from, Math.max(from, to - plan.stopFor[1])]),
      kind: "stop",
      target: oneOf(replicas),
      forMs: within(plan.stopFor),
    }),
  );
  const brokerKills = spread(plan.brokerKills, plan.durationMs).map(
    ([from, to]): Deed => ({
      atMs: within([from, Math.max(from, to - plan.brokerDownFor[1])]),
      kind: "kill-broker",
      target: 1 + oneOf(Array.from({ length: plan.brokers }, (_, broker) => broker)),
      forMs: within(plan.brokerDownFor),
    }),
  );
  const kills: Deed[] = [];
  for (let atMs = 0; plan.killEvery !== undefined; ) {
    atMs += within(plan.killEvery);
    if (atMs >= plan.durationMs) break;
    const stopped = stops.filter((stop) => atMs >= stop.atMs && atMs <= stop.atMs + stop.forMs);
    const running = replicas.filter((replica) => stopped.every(({ target }) => target !== replica));
    if (running.length > 0) kills.push({ atMs, kind: "kill", target: oneOf(running), forMs: 0 });
  }
  return [...stops, ...brokerKills, ...kills].sort((a, b) => a.atMs - b.atMs);
}

/** Parts the whole time evenly, so that blows of one kind do not overlap. */
function spread(times: number, durationMs: number): Span[] {
  const each = durationMs / Math.max(1, times);
  return Array.from({ length: times }, (_, i) => [i * each, (i + 1) * each]);
}
