import type { DeadLetter } from "@tributary/contracts";
import type { DeadLetterDetail, GroupState, PartitionLag } from "@tributary/operations";

/** 2026-03-02 10:00:00 UTC. */
export const noon = 1_772_445_600_000;

export function aDeadLetter(
  changes: Partial<Omit<DeadLetterDetail, "letter">> & { readonly letter?: Partial<DeadLetter> } = {},
): DeadLetterDetail {
  const { group = "airline-counts", partition = 2, offset = 41 } = changes;
  return {
    group,
    partition,
    offset,
    isForeign: false,
    row: null,
    buriedAt: noon,
    key: "BA|2015-01-04",
    valueBytes: 21,
    resentAt: [],
    rowText: null,
    hex: "00000000  00 00 00 00 07 ff ff ff  ff 62 75 73 2d 31 2d 64  |.........bus-1-d|",
    decoded: { ok: false, reason: "undecodable", detail: "truncated after 21 bytes" },
    ...changes,
    letter: {
      topic: "aviation.flight.v1",
      partition,
      offset: 9_001,
      timestamp: noon - 5_000,
      group,
      service: group,
      version: "1.4.0",
      stage: "decode",
      error: "undecodable",
      message: "truncated after 21 bytes",
      attempts: 1,
      firstSeen: noon,
      ...changes.letter,
    },
  };
}

export function aGroup(changes: Partial<GroupState> = {}): GroupState {
  const { group = "airline-counts" } = changes;
  return {
    group,
    kind: "consumer",
    state: "Stable",
    members: [
      { memberId: `${group}-1111`, instanceId: null, clientId: group, host: "/127.0.0.1", partitions: 2 },
      { memberId: `${group}-2222`, instanceId: "b", clientId: group, host: "/127.0.0.1", partitions: 1 },
    ],
    partitions: [
      lag({ partition: 0, memberId: `${group}-1111` }),
      lag({ partition: 1, memberId: `${group}-2222`, lagRecords: 1_043, lagSeconds: 12.4 }),
      lag({ partition: 2, memberId: `${group}-1111`, lagRecords: 52_000, isExact: false, lagSeconds: 340 }),
    ],
    tripped: null,
    deadLetters: 0,
    ...changes,
  };
}

export function lag(changes: Partial<PartitionLag> = {}): PartitionLag {
  const { lagRecords = 0, committed = 120_400 } = changes;
  return {
    topic: "aviation.flight.v1",
    partition: 0,
    memberId: null,
    committed,
    end: (committed ?? 0) + lagRecords,
    lagRecords,
    isExact: true,
    lagSeconds: 0,
    ...changes,
  };
}
