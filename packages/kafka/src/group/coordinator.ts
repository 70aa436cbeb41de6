import { codeOf, toBrokerError, typeOf } from "../broker-error.ts";
import { dropConnections } from "../kafkajs/drop-connections.ts";
import type { GroupCoordinator } from "../kafkajs/group-requests.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";
import type { GroupHealth } from "./group-health.ts";
import { within } from "./within.ts";

interface Connection {
  readonly cluster: Cluster;
  readonly broker: GroupCoordinator;
}

interface FoundCoordinator {
  readonly coordinator: { readonly nodeId: number };
}

const groupCoordinator = 0;

/** The coordinator has spoken about this member or its group: nothing is wrong with the connection. */
function isVerdict(error: unknown): boolean {
  return typeOf(error) === "REBALANCE_IN_PROGRESS" || ["expelled", "conflict"].includes(codeOf(error));
}

/** The broker that looks after the group, wherever it is at the moment, over a connection of its own. */
export class Coordinator {
  readonly #connect: () => Promise<Cluster>;
  readonly #group: string;
  readonly #health: GroupHealth;
  #connection: Promise<Connection> | undefined;

  constructor(group: string, connect: () => Promise<Cluster>, health: GroupHealth) {
    this.#group = group;
    this.#connect = connect;
    this.#health = health;
  }

  /**
   * Resolves with the answer. After any failure but a verdict the connection is given up, and the next question finds
   * the coordinator anew; a question without an answer after `limitMs` is such a failure.
   */
  async ask<T>(
    limitMs: number,
    question: (broker: GroupCoordinator, cluster: Cluster) => Promise<T>,
  ): Promise<T> {
    this.#health.attempted();
    this.#connection ??= this.#find();
    const connection = this.#connection;
    try {
      const asked = connection.then(({ broker, cluster }) => question(broker, cluster));
      const answer = await within(limitMs, asked);
      this.#health.succeeded("coordinator");
      return answer;
    } catch (error) {
      if (isVerdict(error)) this.#health.succeeded("coordinator");
      else {
        this.#health.failed("coordinator", error);
        this.#giveUp(connection);
      }
      throw toBrokerError(error, `ask the coordinator of group ${this.#group}`);
    }
  }

  /** Ends the connection and with it the questions under way; a later question opens another. */
  hangUp(): void {
    if (this.#connection !== undefined) this.#giveUp(this.#connection);
  }

  /** By hand, for kafkajs's own search swallows the broker's refusal of the group. */
  async #find(): Promise<Connection> {
    const cluster = await this.#connect();
    try {
      const query = { groupId: this.#group, coordinatorType: groupCoordinator };
      const seed = await cluster.brokerPool.findConnectedBroker();
      const { coordinator } = (await seed.findGroupCoordinator(query)) as FoundCoordinator;
      const broker = await cluster.findBroker({ nodeId: coordinator.nodeId });
      return { cluster, broker: broker as GroupCoordinator };
    } catch (error) {
      await dropConnections(cluster).catch(() => undefined);
      throw error;
    }
  }

  #giveUp(connection: Promise<Connection>): void {
    if (this.#connection === connection) this.#connection = undefined;
    connection.then(({ cluster }) => dropConnections(cluster)).catch(() => undefined);
  }
}
