import type { Passage } from "./recording.ts";

/**
 * What one transaction takes: the broker ends one that is open for 15 s, and with it all that was sent. Two passages
 * are in memory at a time.
 */
export const passageLimits = { parts: 50_000, bytes: 32_000_000, rawBytes: 1_000_000 } as const;

/** Throws for a passage that no transaction should hold: a bug of the recording. */
export function assertPassage({ records, buried }: Passage): void {
  const parts = records.length + buried.length;
  if (parts > passageLimits.parts) throw tooMuch(`${parts} parts`, `${passageLimits.parts}`);
  let bytes = 0;
  for (const record of records) bytes += record.value.length + record.key.length;
  for (const { raw } of buried) {
    if (raw.length > passageLimits.rawBytes)
      throw tooMuch(`a buried part of ${raw.length} bytes`, `${passageLimits.rawBytes}`);
    bytes += raw.length;
  }
  if (bytes > passageLimits.bytes) throw tooMuch(`${bytes} bytes`, `${passageLimits.bytes}`);
}

const tooMuch = (what: string, most: string) =>
  new Error(
    `the recording handed over a passage with ${what}, at most ${most} are written in one transaction`,
  );
