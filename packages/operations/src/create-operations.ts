import { controlTopicName, deadLetterTopicName, type Topic } from "@tributary/contracts";
import type { Broker, Codec, IncomingRecord, KafkaLog, Operator } from "@tributary/kafka";
import { Outbox } from "./actions/outbox.ts";
import { purge } from "./actions/purge.ts";
import { Resending } from "./actions/resend.ts";
import { readControl, resumption } from "./control/control.ts";
import { summaryOf } from "./dead-letters/buried-letter.ts";
import { deadLetterList } from "./dead-letters/dead-letter-list.ts";
import { DecodeAttempt } from "./dead-letters/decode-attempt.ts";
import { hexDump } from "./dead-letters/hex-dump.ts";
import { rowText } from "./dead-letters/row-place.ts";
import { groupStates } from "./group-states.ts";
import { RecordTally } from "./lag/record-tally.ts";
import { boundsOf } from "./log-reading/batches.ts";
import type { DeadLetterPlace, DeadLetterSummary, Operations } from "./operations.ts";

export interface OperationsOptions {
  readonly operator: Operator;
  /** For what is written: originals sent again, marks, resumptions. */
  readonly broker: Broker;
  readonly codec: Codec;
  /** Contracts to decode with: all there are. */
  // biome-ignore lint/suspicious/noExplicitAny: contracts of different values stand in one list.
  readonly topics: readonly Topic<any>[];
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Takes one line per action: who, what, how many. */
  readonly log: KafkaLog;
  /** Who acts, for that line: a person's name; default `console`. */
  readonly by?: string;
}

const mostLetters = 1_000;
const mostHexBytes = 4_096;
const noRecord = {
  ok: false,
  reason: "row_of_a_file",
  detail: "It is a row of a file, and no record of a topic.",
} as const;
const notTold = {
  ok: false,
  reason: "unknown_origin",
  detail: "Without the topic that it came from there is no contract to decode it by.",
} as const;

/** Closing what was handed in is the caller's. */
export function createOperations(options: OperationsOptions): Operations {
  const { operator, broker, codec, topics, now, log, by = "console" } = options;
  const tally = new RecordTally(operator);
  const decoding = new DecodeAttempt(codec, topics);
  const decodedOf = async ({ isForeign, row, letter }: DeadLetterSummary, value: Buffer | null) => {
    if (row !== null) return noRecord;
    return isForeign ? notTold : decoding.of(letter.topic, value);
  };
  const withOutbox = async <T>(work: (outbox: Outbox) => Promise<T>): Promise<T> => {
    const outbox = new Outbox(broker);
    try {
      return await work(outbox);
    } finally {
      await outbox.close();
    }
  };
  /** One line, whether it went well or broke off; a dry run does nothing that were to be told. */
  const audited = async <T>(
    action: string,
    asked: { readonly what: object; readonly dryRun?: boolean },
    work: (outbox: Outbox) => Promise<T>,
    done: (answer: T | undefined) => object,
  ): Promise<T> => {
    if (asked.dryRun === true) return withOutbox(work);
    const tell = (more: object) => ({ audit: action, by, ...asked, ...more });
    try {
      const answer = await withOutbox(work);
      log.info(tell(done(answer)), "operator action");
      return answer;
    } catch (error) {
      log.warn(tell({ ...done(undefined), problem: (error as Error).message }), "operator action broke off");
      throw error;
    }
  };
  return {
    groups: () => groupStates({ operator, tally, now }),
    deadLetters: (filter, limit) => deadLetterList(operator, filter, Math.min(limit, mostLetters)),
    deadLetter: async (place) => {
      const record = await recordAt(operator, place);
      if (record === undefined) return undefined;
      const summary = summaryOf(place.group, record, await readControl(operator, place.group));
      return {
        ...summary,
        hex: hexDump(record.value ?? Buffer.alloc(0), mostHexBytes),
        rowText: summary.row === null ? null : rowText(record.value ?? Buffer.alloc(0), mostHexBytes),
        decoded: await decodedOf(summary, record.value),
      };
    },
    resend: (what, how) => {
      let run: Resending | undefined;
      const work = (outbox: Outbox) => {
        run = new Resending({ operator, outbox, by, now }, how);
        return run.run(what);
      };
      return audited("resend", { what, ...how }, work, () => {
        const { failed = [], ...counts } = run?.report ?? {};
        return { ...counts, failed: failed.length };
      });
    },
    purge: (what, how) =>
      audited(
        "purge",
        { what, ...how },
        (outbox) => purge(what, how, { operator, outbox, by }),
        (answer) => ({ ...answer }),
      ),
    resume: (group) =>
      audited(
        "resume",
        { what: { group } },
        async (outbox) => {
          const { tripped } = await readControl(operator, group);
          if (tripped !== null)
            await outbox.send(controlTopicName(group), { ...resumption, headers: { by } });
          return tripped !== null;
        },
        (resumed) => ({ resumed }),
      ),
  };
}

async function recordAt(operator: Operator, place: DeadLetterPlace): Promise<IncomingRecord | undefined> {
  const topic = deadLetterTopicName(place.group);
  const bounds = (await boundsOf(operator, topic))?.[place.partition];
  if (bounds === undefined || place.offset < bounds.start || place.offset >= bounds.end) return undefined;
  const { records } = await operator.read({ topic, ...place }, 1);
  return records.find(({ offset }) => offset === place.offset);
}
