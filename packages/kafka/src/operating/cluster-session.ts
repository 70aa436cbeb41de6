import { BrokerError, codeOf, toBrokerError } from "../broker-error.ts";
import type { OperatorCluster } from "./operator-cluster.ts";

/** What a connection that has gone stale, or the metadata it holds, may make of a call that is sound. */
const staleCodes: readonly string[] = ["unavailable", "unknown_topic"];

/**
 * One connection to the cluster for calls that may be days apart: made when first needed, thrown away at any failure of
 * the cluster, and then the call is tried once more on a new one.
 */
export class ClusterSession {
  readonly #connect: () => Promise<OperatorCluster>;
  #current: Promise<OperatorCluster> | undefined;
  #isClosed = false;

  constructor(connect: () => Promise<OperatorCluster>) {
    this.#connect = connect;
  }

  /** Rejects with a `BrokerError`. A call whose `work` throws one itself is not tried again. */
  async use<T>(doing: string, work: (cluster: OperatorCluster) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new BrokerError("closed", `${doing}: the operator is closed`);
    const kept = this.#current;
    if (kept !== undefined) {
      try {
        return await work(await kept);
      } catch (error) {
        if (error instanceof BrokerError) throw error;
        this.#drop(kept);
        if (!staleCodes.includes(codeOf(error))) throw toBrokerError(error, doing);
      }
    }
    const fresh = this.#current ?? this.#begin();
    try {
      return await work(await fresh);
    } catch (error) {
      if (!(error instanceof BrokerError)) this.#drop(fresh);
      throw toBrokerError(error, doing);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const current = this.#current;
    this.#current = undefined;
    await (await current?.catch(() => undefined))?.disconnect().catch(() => undefined);
  }

  #begin(): Promise<OperatorCluster> {
    const begun = this.#connect();
    this.#current = begun;
    begun.catch(() => this.#drop(begun));
    return begun;
  }

  /** Of calls side by side only the first to fail throws the connection away that they shared. */
  #drop(failed: Promise<OperatorCluster>): void {
    if (this.#current === failed) this.#current = undefined;
    void failed.then((cluster) => cluster.disconnect()).catch(() => undefined);
  }
}
