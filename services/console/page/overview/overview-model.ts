import { computed } from "@preact/signals";
import { Poll } from "../shell/poll.ts";
import type { BadgeKind } from "../shell/state-badge.tsx";
import type { ServiceStates } from "./service-states.ts";

/** Asks the console every two seconds how the services are, while the page is seen. */
export class OverviewModel {
  readonly #poll = new Poll<ServiceStates>(() => "/services", {
    everyMs: 2_000,
    staleAfterMs: 10_000,
    timeoutMs: 5_000,
  });
  readonly states = this.#poll.value;
  readonly failure = this.#poll.failure;
  readonly beat = this.#poll.beat;
  readonly kind = computed<BadgeKind>(() => {
    const kind = this.#poll.kind.value;
    const isEmpty = this.states.value?.services.length === 0;
    return isEmpty && kind !== "reconnecting" ? "empty" : kind;
  });

  /** ms since the states shown were heard. */
  get age(): number {
    return this.#poll.age;
  }

  open(): void {
    this.#poll.open();
  }

  close(): void {
    this.#poll.close();
  }
}
