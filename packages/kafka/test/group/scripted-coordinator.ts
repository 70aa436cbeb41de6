import { toBrokerError } from "../../src/broker-error.ts";
import type { Coordinator } from "../../src/group/coordinator.ts";
import { encodeAssignment } from "../../src/group/member-formats.ts";
import { Membership } from "../../src/group/membership.ts";

/** As kafkajs throws what a broker answers. */
export function protocolError(type: string): Error {
  return Object.assign(new Error(type), { name: "KafkaJSProtocolError", type });
}

/** A coordinator in memory that answers as it is told, and notes what it was asked. */
export class ScriptedCoordinator {
  readonly asked: string[] = [];
  generation = 1;
  memberId = "m-1";
  /** Thrown instead of the next answer of that name. */
  readonly refuse: Record<string, (Error | undefined)[]> = {};
  /** While set, no answer comes. */
  silence: Promise<void> | undefined;
  readonly expelled: string[] = [];
  readonly membership: Membership;

  constructor(options: { readonly instanceId?: string; readonly sessionTimeoutMs?: number } = {}) {
    const { instanceId, sessionTimeoutMs = 6_000 } = options;
    this.membership = new Membership(
      { group: "g", topics: ["t"], instanceId, sessionTimeoutMs, rebalanceTimeoutMs: 10_000 },
      this as unknown as Coordinator,
      (why) => this.expelled.push(why),
    );
  }

  count(name: string): number {
    return this.asked.filter((each) => each === name).length;
  }

  async ask<T>(_limitMs: number, question: (broker: object, cluster: object) => Promise<T>): Promise<T> {
    return question(this.#broker, {}).catch((error) => {
      throw toBrokerError(error, "ask");
    });
  }

  async #answer<T>(name: string, answer: T): Promise<T> {
    this.asked.push(name);
    await this.silence;
    const error = this.refuse[name]?.shift();
    if (error !== undefined) throw error;
    return answer;
  }

  readonly #broker = {
    joinGroup: ({ memberId }: { memberId: string }) =>
      this.#answer(memberId === "" ? "join as new" : "join", {
        generationId: this.generation,
        leaderId: "another",
        memberId: this.memberId,
        members: [],
      }),
    syncGroup: () =>
      this.#answer("sync", { memberAssignment: encodeAssignment([{ topic: "t", partition: 0 }]) }),
    heartbeat: () => this.#answer("heartbeat", {}),
    leaveGroup: () => this.#answer("leave", {}),
    offsetCommit: () => this.#answer("commit", {}),
    offsetFetch: () => this.#answer("committed", { responses: [] }),
  };
}
