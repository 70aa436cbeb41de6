import { type DeadLetter, deadLetterOf } from "@tributary/contracts";
import type { IncomingRecord } from "@tributary/kafka";
import { type Control, letterKey } from "../control/control.ts";
import type { DeadLetterSummary } from "../operations.ts";
import { rowPlaceOf } from "./row-place.ts";

const mostKeyCharacters = 256;

/** A record of `<group>.dlq` as a person sees it, whoever wrote it. */
export function summaryOf(
  group: string,
  record: IncomingRecord,
  { resent }: Pick<Control, "resent">,
): DeadLetterSummary {
  const letter = deadLetterOf(record.headers);
  return {
    group,
    partition: record.partition,
    offset: record.offset,
    letter: letter ?? foreign(group, record),
    isForeign: letter === undefined,
    row: rowPlaceOf(record.headers),
    buriedAt: record.timestamp,
    key: record.key === null ? null : keyText(record.key),
    valueBytes: record.value === null ? null : record.value.length,
    resentAt: resent.get(letterKey(record)) ?? [],
  };
}

function foreign(group: string, { timestamp }: IncomingRecord): DeadLetter {
  return {
    topic: "",
    partition: -1,
    offset: -1,
    timestamp,
    group,
    service: "",
    version: "",
    stage: "decode",
    error: "no_headers",
    message: "The record's headers do not say where it came from.",
    attempts: 0,
    firstSeen: timestamp,
  };
}

const strictText = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes that are no text, or that would move the cursor of a terminal, are shown in hexadecimal digits. */
function keyText(key: Buffer): string {
  try {
    const text = strictText.decode(key);
    if (!/\p{Cc}/u.test(text)) return text.slice(0, mostKeyCharacters);
  } catch {
    // not UTF-8
  }
  return `0x${key.toString("hex")}`.slice(0, mostKeyCharacters);
}
