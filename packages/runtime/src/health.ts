/** One thing that is well or not, in words for the person on call. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What goes wrong but may for a while: told, and no reason yet to be unready. */
export interface Tolerated {
  readonly tolerated: string;
}

/** Answers now: `undefined` when all is well, else what is wrong. */
export type Probe = () => string | Tolerated | undefined;

/** How long weather (broker, registry) may last before a service is unready for it. */
export const weatherGraceMs = 30_000;
/** A loop that has not turned for this long is dead, whatever the process says. */
export const hungAfterMs = 60_000;

/**
 * What `/livez` and `/readyz` answer. Liveness is about this process only: a broker outage must not restart the fleet.
 * Nothing is ready before its first probe says so, and a service that is stopping never is.
 */
export class Health {
  readonly #live = new Map<string, Probe>();
  readonly #ready = new Map<string, Probe>();
  #phase: "starting" | "running" | "stopping" = "starting";

  addLive(name: string, probe: Probe): void {
    this.#live.set(name, probe);
  }

  addReady(name: string, probe: Probe): void {
    this.#ready.set(name, probe);
  }

  started(): void {
    if (this.#phase === "starting") this.#phase = "running";
  }

  stopping(): void {
    this.#phase = "stopping";
  }

  live(): readonly Check[] {
    return run(this.#live);
  }

  ready(): readonly Check[] {
    const lifecycle = { name: "lifecycle", ok: this.#phase === "running", detail: this.#phase };
    return [lifecycle, ...run(this.#ready)];
  }

  get isReady(): boolean {
    return this.ready().every((check) => check.ok);
  }
}

function run(probes: ReadonlyMap<string, Probe>): Check[] {
  return [...probes].map(([name, probe]) => {
    const fault = probe();
    if (typeof fault === "object") return { name, ok: true, detail: fault.tolerated };
    return { name, ok: fault === undefined, detail: fault ?? "ok" };
  });
}
