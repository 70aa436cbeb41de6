import { deadLetterHeaders, deadLetterTopicName } from "@tributary/contracts";
import type { TransactionRecord } from "@tributary/kafka";
import { type ProgressPlace, positionRecord } from "./progress-record.ts";
import type { BuriedPart, Passage } from "./recording.ts";

export interface PassageRecordsOptions extends ProgressPlace {
  /** Name of the topic that the recording becomes. */
  readonly topic: string;
  /** Which build of the service writes. */
  readonly version: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes what is written in one transaction of a passage: its records, its dead letters, and the position behind it. */
export function passageRecords(options: PassageRecordsOptions): (passage: Passage) => TransactionRecord[] {
  const { topic } = options;
  return ({ records, buried, position }) => {
    const all: TransactionRecord[] = [];
    for (const { key, value } of records) all.push({ topic, key, value });
    for (const part of buried) all.push(deadLetter(part, options));
    all.push(positionRecord(options, position));
    return all;
  };
}

/** In partition 0: the parts of one recording are in the order in which they were read. */
function deadLetter(part: BuriedPart, { topic, service, version, now }: PassageRecordsOptions) {
  const { raw, ordinal, stage, error, message, headers } = part;
  const at = now();
  const ours = deadLetterHeaders({
    topic,
    partition: 0,
    offset: ordinal,
    timestamp: at,
    group: service,
    service,
    version,
    stage,
    error,
    message,
    attempts: 1,
    firstSeen: at,
  });
  const letter = { key: null, value: raw, headers: { ...headers, ...ours } };
  return { topic: deadLetterTopicName(service), partition: 0, ...letter };
}
