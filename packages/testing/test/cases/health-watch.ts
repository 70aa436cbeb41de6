import type { ServiceProcess } from "../../src/service-process.ts";

interface Sample {
  readonly isAlive: boolean;
  readonly isReady: boolean;
  /** Nothing in `/readyz` says that anything is wrong. */
  readonly isSilent: boolean;
  readonly consumed: number;
}

type Watched = Pick<ServiceProcess, "opsUrl" | "hasExited">;

const everyMs = 200;
/** A probe that gets no answer for so long has failed, as an orchestrator's would. */
const probeMs = 2_000;

/**
 * Looks at `/livez`, `/readyz` and the consumed counter of a process together, from its start to its end, and finds out
 * how long at most it was alive, ready and consuming nothing although there was something to consume.
 */
export class HealthWatch {
  /** Longest stretch in which it was ready and idle, milliseconds. */
  idleMs = 0;
  /** Longest part of such a stretch in which no check said a word about it. */
  silentMs = 0;
  /** Samples in which it was ready and not alive. */
  readyWhileDead = 0;
  samples = 0;
  readonly ended: Promise<void>;
  #idleSince: number | undefined;
  #silentSince: number | undefined;
  #consumed = -1;

  /** `hasWork`: whether records wait that the process is to take, as far as anyone outside can know. */
  constructor(process: Watched, hasWork: () => boolean) {
    this.ended = this.#watch(process, hasWork);
  }

  async #watch(process: Watched, hasWork: () => boolean): Promise<void> {
    const url = await process.opsUrl().catch(() => undefined);
    while (url !== undefined && !process.hasExited) {
      const sample = await sampleOf(url).catch(() => undefined);
      this.#take(sample, hasWork(), performance.now());
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  #take(sample: Sample | undefined, hasWork: boolean, now: number): void {
    if (sample !== undefined) this.samples++;
    if (sample?.isReady && !sample.isAlive) this.readyWhileDead++;
    const isIdle = sample?.isReady === true && hasWork && sample.consumed === this.#consumed;
    this.#consumed = sample?.consumed ?? this.#consumed;
    this.#idleSince = isIdle ? (this.#idleSince ?? now) : undefined;
    this.#silentSince = isIdle && sample.isSilent ? (this.#silentSince ?? now) : undefined;
    this.idleMs = Math.max(this.idleMs, now - (this.#idleSince ?? now));
    this.silentMs = Math.max(this.silentMs, now - (this.#silentSince ?? now));
  }
}

async function sampleOf(url: string): Promise<Sample> {
  const signal = AbortSignal.timeout(probeMs);
  const get = (path: string) => fetch(`${url}/${path}`, { signal });
  const [live, ready, metrics] = await Promise.all([get("livez"), get("readyz"), get("metrics")]);
  const { checks } = (await ready.json()) as { checks: readonly { readonly detail: string }[] };
  const [, consumed = "0"] =
    /^messaging_client_consumed_messages_total\{.*\} (\d+)$/m.exec(await metrics.text()) ?? [];
  return {
    isAlive: live.status === 200,
    isReady: ready.status === 200,
    isSilent: checks.every(({ detail }) => detail === "ok" || detail === "running"),
    consumed: Number(consumed),
  };
}
