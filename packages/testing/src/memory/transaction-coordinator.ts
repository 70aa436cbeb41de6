import { BrokerError, type GroupOffset } from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import type { LogClock } from "./log-clock.ts";
import { MemoryTransaction } from "./memory-transaction.ts";

/** How the next commit goes wrong: the caller is told `unavailable`, and it has happened or it has not. */
export interface CommitFailure {
  readonly applied: boolean;
}

/** Who holds which transactional id, and what they have open. */
export class TransactionCoordinator {
  readonly #holders = new Map<string, Fence>();
  readonly #failures: CommitFailure[] = [];
  readonly #clock: LogClock;
  readonly #bell: Bell;
  readonly #moveOffsets: (offsets: readonly GroupOffset[]) => void;

  constructor(clock: LogClock, bell: Bell, moveOffsets: (offsets: readonly GroupOffset[]) => void) {
    this.#clock = clock;
    this.#bell = bell;
    this.#moveOffsets = moveOffsets;
  }

  /** Fences the holder before and aborts what it has open. */
  take(transactionalId: string): Fence {
    this.#holders.get(transactionalId)?.lose();
    const fence = new Fence(transactionalId, this, () => this.#holders.get(transactionalId) === fence);
    this.#holders.set(transactionalId, fence);
    return fence;
  }

  /** What stays open longer than its time is aborted, and its holder fenced. */
  expire(): void {
    for (const [id, fence] of this.#holders)
      if (fence.hasOpen) {
        fence.lose();
        this.#holders.delete(id);
      }
  }

  failNext(failure: CommitFailure): void {
    this.#failures.push(failure);
  }

  nextFailure(): CommitFailure | undefined {
    return this.#failures.shift();
  }

  begin(): MemoryTransaction {
    return new MemoryTransaction(this.#clock, this.#moveOffsets);
  }

  changed(): void {
    this.#bell.ring();
  }
}

/** The right to write under a transactional id, until another takes it. */
export class Fence {
  readonly #id: string;
  readonly #coordinator: TransactionCoordinator;
  readonly #isHeld: () => boolean;
  #open: MemoryTransaction | undefined;

  constructor(id: string, coordinator: TransactionCoordinator, isHeld: () => boolean) {
    this.#id = id;
    this.#coordinator = coordinator;
    this.#isHeld = isHeld;
  }

  get hasOpen(): boolean {
    return this.#open !== undefined;
  }

  begin(): MemoryTransaction {
    this.assertHeld();
    this.#open = this.#coordinator.begin();
    return this.#open;
  }

  assertHeld(): void {
    if (!this.#isHeld())
      throw new BrokerError("fenced", `another has taken the transactional id ${this.#id}`);
  }

  /** Commits what is open, unless a failure is due. */
  end(): void {
    this.assertHeld();
    const failure = this.#coordinator.nextFailure();
    if (failure?.applied !== false) {
      this.#open?.commit();
      this.#open = undefined;
      this.#coordinator.changed();
    }
    if (failure !== undefined)
      throw new BrokerError("unavailable", "no answer to the commit: its outcome is unknown");
  }

  /** Another has taken the id: what is open is aborted. */
  lose(): void {
    this.#open?.abort();
    this.#open = undefined;
    this.#coordinator.changed();
  }
}
