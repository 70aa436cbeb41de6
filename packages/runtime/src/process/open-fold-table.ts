import { setImmediate as nextTurn } from "node:timers/promises";
import { stateTopicName } from "@tributary/contracts";
import type { TransactionRecord } from "@tributary/kafka";
import type { StateDefinition } from "./fold.ts";
import { FoldTable } from "./fold-table.ts";
import { type InputStart, restorePlan } from "./restore-plan.ts";
import { stateForm } from "./state-form.ts";
import { stateRecords } from "./state-records.ts";
import { StateReading, type StoredState } from "./stored-state.ts";
import type { Workshop } from "./workshop.ts";

export interface OpenFoldTableOptions<S> {
  readonly workshop: Pick<Workshop, "group" | "broker" | "log" | "metrics">;
  readonly definition: StateDefinition<S>;
  readonly partition: number;
  readonly inputs: ReadonlyMap<string, InputStart>;
  /** Rejects when the partition is another's by now. */
  readonly confirm: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Called at every sign of life. */
  readonly onProgress: () => void;
}

/** Most in a transaction: the broker ends one that takes too long, and it would never get through. */
const repairRecords = 5_000;

/**
 * Fences the predecessor, then reads back what it has left: in this order, for what is read before the fence may yet be
 * added to. Rejects with a `StateLostError` when the state can be neither used nor counted anew.
 */
export async function openFoldTable<S>(options: OpenFoldTableOptions<S>): Promise<FoldTable<S>> {
  const { workshop, definition, partition, inputs, confirm, signal, onProgress } = options;
  const { group, broker, log, metrics } = workshop;
  const began = performance.now();
  await confirm(); // a process that was stopped must not take the fence from its successor
  const transactor = await broker.openTransactor({ transactionalId: `${group}-${partition}`, signal });
  try {
    const topic = stateTopicName(group);
    const reading = new StateReading(definition);
    const take: typeof reading.take = (records) => {
      onProgress();
      reading.take(records);
    };
    await broker.readPartition({ topic, partition, take, signal });
    const stored = await reading.finish(async () => {
      await nextTurn();
      signal.throwIfAborted();
      onProgress();
    });
    onProgress();
    const plan = restorePlan(stored, { group, partition, version: definition.version, inputs });
    const isRebuilt = plan.rebuild !== undefined;
    const states = isRebuilt ? new Map<string, S>() : stored.states;
    const { meanBytes: meanStateBytes } = stored;
    const table = new FoldTable({
      group,
      partition,
      states,
      markers: plan.markers,
      meanStateBytes,
      transactor,
    });
    if (isRebuilt) {
      log.warn({ partition, reason: plan.rebuild }, "the state is dropped and counted anew");
      await dropStates(stored, table, options);
    } else if (stored.upgraded.size > 0) {
      await writeBack(stored, table, definition, options);
      log.info({ partition, states: stored.upgraded.size }, "states of an earlier version upgraded");
    }
    const seconds = (performance.now() - began) / 1000;
    for (const input of inputs.keys())
      metrics.restoreDuration.observe({ messaging_destination_name: input }, seconds);
    metrics.restoredRecords.inc({ messaging_destination_name: topic }, reading.records);
    log.info({ partition, keys: states.size, records: reading.records, seconds }, "state restored");
    return table;
  } catch (error) {
    await transactor.close().catch(() => {});
    throw error;
  }
}

/** Until the last transaction the positions say that half a state is not to be taken for a whole one. */
async function dropStates<S>(
  { states, upgraded, unreadable }: StoredState<S>,
  table: FoldTable<S>,
  { definition, confirm, onProgress }: OpenFoldTableOptions<S>,
): Promise<void> {
  const keys = [...unreadable.values()].flatMap(({ recordKeys }) => recordKeys);
  for (const [key, state] of states) {
    const written = upgraded.get(key);
    if (written !== undefined) for (const own of written) keys.push(own);
    else for (const { key: own } of stateForm(definition).changes(key, undefined, state)) keys.push(own);
  }
  for (let from = 0, isLast = false; !isLast; from += repairRecords) {
    isLast = from + repairRecords >= keys.length;
    const records = keys.slice(from, from + repairRecords).map((key): TransactionRecord => {
      return { ...table.home, key, value: null };
    });
    await confirm();
    await table.repair(records, !isLast);
    onProgress();
  }
}

/** Each of them for itself is right, whatever becomes of the rest; so the records of one go together. */
async function writeBack<S>(
  { states, upgraded }: StoredState<S>,
  table: FoldTable<S>,
  definition: StateDefinition<S>,
  { confirm, onProgress }: OpenFoldTableOptions<S>,
): Promise<void> {
  let records: TransactionRecord[] = [];
  const flush = async () => {
    await confirm();
    await table.repair(records);
    records = [];
    onProgress();
  };
  for (const [key, written] of upgraded) {
    const made = stateRecords({ home: table.home, definition }, key, states.get(key), undefined);
    const present = new Set(made.map(({ key: own }) => own));
    const gone = written.filter((own) => !present.has(own));
    records.push(...made, ...gone.map((own) => ({ ...table.home, key: own, value: null })));
    if (records.length >= repairRecords) await flush();
  }
  if (records.length > 0) await flush();
}
