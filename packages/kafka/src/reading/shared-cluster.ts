import { BrokerError } from "../broker-error.ts";
import { dropConnections } from "../kafkajs/drop-connections.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";

interface Lease {
  readonly cluster: Cluster;
  readonly connected: Promise<void>;
  users: number;
  isRetired: boolean;
}

/**
 * One connection for many short uses, opened when it is first needed. A use that fails retires it: later uses get a new
 * one, and the old one ends with the last use that still has it.
 */
export class SharedCluster {
  readonly #create: () => Cluster;
  readonly #leases = new Set<Lease>();
  #current: Lease | undefined;
  #isClosed = false;

  constructor(create: () => Cluster) {
    this.#create = create;
  }

  async use<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new BrokerError("closed", "the broker is closed");
    this.#current ??= this.#open();
    const lease = this.#current;
    lease.users++;
    try {
      await lease.connected;
      return await work(lease.cluster);
    } catch (error) {
      this.#retire(lease);
      throw error;
    } finally {
      lease.users--;
      if (lease.isRetired && lease.users === 0) void this.#end(lease);
    }
  }

  /** Ends all connections at once; uses that go on fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const lease of this.#leases) this.#retire(lease);
    await Promise.all([...this.#leases].map((lease) => this.#end(lease)));
  }

  #open(): Lease {
    const cluster = this.#create();
    const lease: Lease = { cluster, connected: cluster.connect(), users: 0, isRetired: false };
    this.#leases.add(lease);
    return lease;
  }

  #retire(lease: Lease): void {
    lease.isRetired = true;
    if (this.#current === lease) this.#current = undefined;
  }

  async #end(lease: Lease): Promise<void> {
    this.#leases.delete(lease);
    await dropConnections(lease.cluster).catch(() => undefined);
  }
}
