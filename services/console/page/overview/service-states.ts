export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface InstanceState {
  readonly instance: string;
  readonly live: boolean;
  readonly ready: boolean;
  readonly checks: readonly Check[];
  readonly problem: string | null;
  /** When its process began, epoch ms, or null when it never told. */
  readonly startedAt: number | null;
  /** Seen since `ServiceStates.since`. */
  readonly restarts: number;
}

export interface ServiceState {
  readonly name: string;
  readonly instances: readonly InstanceState[];
}

export interface ServiceStates {
  /** ms by the server's clock. */
  readonly clock: number;
  /** When the console began to look, epoch ms. */
  readonly since: number;
  readonly services: readonly ServiceState[];
}

export type InstanceWord = "ready" | "not ready" | "not live" | "away";

export function wordOf({ live, ready, problem }: InstanceState): InstanceWord {
  if (problem !== null) return "away";
  if (!live) return "not live";
  return ready ? "ready" : "not ready";
}

/** `5 of 6 instances are ready` */
export function summary(services: readonly ServiceState[]): { ready: number; all: number } {
  const instances = services.flatMap((service) => service.instances);
  return {
    ready: instances.filter((instance) => wordOf(instance) === "ready").length,
    all: instances.length,
  };
}
