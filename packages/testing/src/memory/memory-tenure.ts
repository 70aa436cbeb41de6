import { BrokerError, type Tenure } from "@tributary/kafka";
import type { Membership } from "./membership.ts";
import type { MemoryLog } from "./memory-log.ts";
import type { Wire } from "./wire.ts";

/** Asks the coordinator each time: what holds here holds with one that remembers its last answer for a while. */
export class MemoryTenure implements Tenure {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | undefined;
  readonly logStart: number;
  readonly signal: AbortSignal;
  readonly #membership: Membership;
  readonly #wire: Wire;
  readonly #onExpelled: () => void;

  constructor(
    log: MemoryLog,
    committed: number | undefined,
    at: {
      readonly membership: Membership;
      readonly wire: Wire;
      readonly signal: AbortSignal;
      /** The coordinator has answered that the whole member is out. */
      readonly onExpelled: () => void;
    },
  ) {
    this.topic = log.topic;
    this.partition = log.partition;
    this.committed = committed;
    this.logStart = log.start;
    this.signal = at.signal;
    this.#membership = at.membership;
    this.#wire = at.wire;
    this.#onExpelled = at.onExpelled;
  }

  async confirm(): Promise<void> {
    await this.#wire.reach();
    if (this.#membership.holds(this)) return;
    if (this.#membership.isExpelled) this.#onExpelled();
    const who = `member ${this.#membership.memberId}`;
    throw new BrokerError("expelled", `${who} does not hold ${this.topic}/${this.partition} any more`);
  }

  async commit(offset: number): Promise<void> {
    await this.confirm();
    this.#membership.commit({ topic: this.topic, partition: this.partition }, offset);
  }
}
