import type { TransactionRecord } from "@tributary/kafka";
import { countedTransaction } from "./counted-transaction.ts";
import type { Asking } from "./fold-slice.ts";
import { KeyRebuild, type KeyRebuildOptions, NoSchema, type RebuiltKey } from "./key-rebuild.ts";
import { frozen } from "./state-json.ts";

export interface RebuildKeyOptions<T, S> extends Omit<KeyRebuildOptions<T, S>, "key"> {
  readonly asking: Asking;
  /** Writes the records with the position behind the record that asks. */
  readonly commit: (records: readonly TransactionRecord[]) => Promise<void>;
}

/**
 * Makes the state of a key anew and commits it. What it emits may take several transactions; until the last one, with
 * state and position, the old state stands, and who comes after a crash begins again, with the same outcome. Answers
 * how long to pause when the registry does not answer.
 */
export async function rebuildKey<T, S>(
  options: RebuildKeyOptions<T, S>,
): Promise<{ readonly pauseMs: number } | undefined> {
  const { workshop, tenure, table, asking, entry, onProgress, commit } = options;
  const { log, metrics, weather, tripwire } = workshop;
  const { topic, partition } = tenure;
  const { key, reason } = asking;
  const at = { topic, partition, offset: entry.record.offset, key };
  const began = performance.now();
  log.info({ ...at, reason }, "the state of a key is made anew");
  let rebuilt: RebuiltKey<S>;
  try {
    rebuilt = await new KeyRebuild({ ...options, key }).run();
    for (const records of rebuilt.ahead) {
      tenure.signal.throwIfAborted();
      await tenure.confirm();
      const stateTopic = table.home.topic;
      await countedTransaction(records, () => table.say(records), { metrics, stateTopic });
      onProgress();
    }
    await commit(rebuilt.records);
  } catch (error) {
    metrics.keyRebuilds.inc({ outcome: "given_up" });
    if (error instanceof NoSchema) return { pauseMs: weather.failed("registry", tenure, error) };
    throw error;
  }
  const { state, poison, folded, refused, logStart, since } = rebuilt;
  if (state === undefined) table.states.delete(key);
  else table.states.set(key, frozen(state));
  const seconds = (performance.now() - began) / 1_000;
  const isWhole = logStart <= table.begin(topic);
  const told = { ...at, folded, refused, transactions: rebuilt.ahead.length + 1, seconds };
  metrics.keyRebuilds.inc({ outcome: isWhole ? "whole" : "cut_short" });
  if (isWhole) log.info(told, "the state of a key was made anew from all its records");
  else {
    const sinceWhen = since === undefined ? undefined : new Date(since).toISOString();
    const reach = { logStart, begin: table.begin(topic), since: sinceWhen };
    log.warn(
      { ...told, ...reach },
      "the state of a key was made anew, but only from what retention has left of its records",
    );
  }
  if (poison !== undefined)
    metrics.deadLetters.inc({ messaging_destination_name: topic, stage: poison.stage, error: poison.error });
  await tripwire.record([poison !== undefined], tenure);
  return undefined;
}
