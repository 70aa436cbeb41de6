import { computed, signal } from "@preact/signals";
import type { BadgeKind } from "../shell/state-badge.tsx";
import type { ServiceStates } from "./service-states.ts";

const EVERY_MS = 2_000;
const STALE_AFTER_MS = 10_000;

/** Asks the console every two seconds how the services are, while the page is seen. */
export class OverviewModel {
  readonly states = signal<ServiceStates | undefined>(undefined);
  /** When they were heard, by `performance.now()`. */
  readonly #heardAt = signal(0);
  readonly #failure = signal<string | undefined>(undefined);
  readonly beat = signal(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  readonly failure = computed(() => this.#failure.value);
  readonly kind = computed<BadgeKind>(() => {
    void this.beat.value;
    if (this.states.value === undefined) return this.#failure.value === undefined ? "loading" : "error";
    if (this.#failure.value !== undefined) return "reconnecting";
    if (this.states.value.services.length === 0) return "empty";
    return this.age > STALE_AFTER_MS ? "stale" : "live";
  });

  /** ms since the states shown were heard. */
  get age(): number {
    return performance.now() - this.#heardAt.value;
  }

  open(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#ask();
  }

  close(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    try {
      const response = await fetch("/services", { signal: AbortSignal.timeout(5_000) });
      if (!response.ok) throw new Error(`the console answered ${response.status}`);
      this.states.value = (await response.json()) as ServiceStates;
      this.#heardAt.value = performance.now();
      this.#failure.value = undefined;
    } catch (error) {
      this.#failure.value =
        error instanceof Error && error.message.startsWith("the console")
          ? error.message
          : "the console cannot be reached";
    }
    this.beat.value++;
    if (this.#running) this.#timer = setTimeout(() => void this.#ask(), EVERY_MS);
  }
}
