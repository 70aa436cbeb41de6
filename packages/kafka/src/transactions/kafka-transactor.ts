import { BrokerError, codeOf, toBrokerError } from "../broker-error.ts";
import type { GroupOffset, TransactionRecord, Transactor } from "../transactor.ts";
import { maxBatchBytes, planSends, transactionSizes } from "./send-plan.ts";
import type { TransactionSession } from "./transaction-session.ts";

/** Runs transactions one after the other on one session, until the first that fails. */
export class KafkaTransactor implements Transactor {
  readonly #session: TransactionSession;
  readonly #name: string;
  readonly #onClose: () => void;
  /** What every further commit rejects with. */
  #ended: BrokerError | undefined;
  #isCommitting = false;
  #isClosed = false;

  constructor(session: TransactionSession, name: string, onClose: () => void) {
    this.#session = session;
    this.#name = name;
    this.#onClose = onClose;
  }

  async commit(records: readonly TransactionRecord[], offsets: readonly GroupOffset[]): Promise<void> {
    if (this.#isCommitting) throw new Error(`two commits of ${this.#name} at the same time`);
    if (this.#ended !== undefined) throw this.#ended;
    const sizes = transactionSizes(records);
    if (records.length === 0 && offsets.length === 0) return;
    this.#isCommitting = true;
    try {
      await this.#transact(records, sizes, offsets);
    } catch (error) {
      const failure = failureOf(error, this.#isClosed, this.#name);
      const code = failure.code === "fenced" ? "fenced" : "closed";
      this.#ended ??= new BrokerError(code, `${this.#name} ended with a failed commit: ${failure.message}`);
      throw failure;
    } finally {
      this.#isCommitting = false;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#ended ??= new BrokerError("closed", `${this.#name} is closed`);
    this.#onClose();
    await this.#session.close().catch(() => undefined);
  }

  async #transact(
    records: readonly TransactionRecord[],
    sizes: readonly number[],
    offsets: readonly GroupOffset[],
  ): Promise<void> {
    const session = this.#session;
    const topics = [...new Set(records.map(({ topic }) => topic))];
    const plan = planSends(records, sizes, await session.partitioning(topics), maxBatchBytes);
    await session.begin(plan.partitions);
    for (const send of plan.sends) await session.send(send);
    // After the sends: adding offsets is refused while the predecessor's markers are being written.
    const byGroup = Object.groupBy(offsets, ({ group }) => group);
    for (const [group, ofGroup = []] of Object.entries(byGroup)) await session.moveOffsets(group, ofGroup);
    await session.end();
  }
}

function failureOf(error: unknown, isClosed: boolean, name: string): BrokerError {
  if (isClosed) return new BrokerError("closed", `${name} was closed during a commit`, error);
  const doing = `commit a transaction of ${name}`;
  // Batches were held below the limit of 1 MB, single records above it are dead letters alone: a topic or broker that
  // takes less is wrongly set up.
  if (codeOf(error) === "too_large")
    return new BrokerError(
      "misconfigured",
      `${doing}: max.message.bytes is too low for what it holds`,
      error,
    );
  return toBrokerError(error, doing);
}
