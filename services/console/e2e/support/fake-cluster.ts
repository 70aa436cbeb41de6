import { FakeOperations } from "../../test/operations/fake-operations.ts";
import { aDeadLetter, aGroup, lag } from "../../test/operations/samples.ts";

const flights = "aviation.flight.v1";
const positions = "transit.vehicle-position.v1";

const hex = [
  "00000000  00 00 00 00 07 0c 42 41  7c 32 30 31 35 2d 30 31  |......BA|2015-01|",
  "00000010  2d 30 34 ff ff ff ff                              |-04....|",
].join("\n");

const json = JSON.stringify(
  { airline: "BA", scheduledDate: "2015-01-04", origin: "LHR", destination: "EDI", delayMinutes: -70_000 },
  null,
  2,
);

/** A cluster with something of everything: a healthy group, one behind, one tripped, one alone; letters of each kind. */
export function fakeCluster(now: number): FakeOperations {
  const operations = new FakeOperations();
  const members = (group: string, count: number, partitions: number) =>
    Array.from({ length: count }, (_, index) => ({
      memberId: `${group}-${index}-5be1`,
      instanceId: index === 1 ? `${group}-b` : null,
      clientId: group,
      host: "/127.0.0.1",
      partitions,
    }));
  operations.held = [
    aGroup({
      group: "flights-per-airline",
      members: members("flights-per-airline", 3, 2),
      partitions: [0, 0, 1_043, 52_000, 17, 0].map((lagRecords, partition) =>
        lag({
          topic: flights,
          partition,
          memberId: `flights-per-airline-${partition % 3}-5be1`,
          committed: 120_400 + 911 * partition,
          lagRecords,
          isExact: lagRecords < 10_000,
          lagSeconds: lagRecords / 153,
        }),
      ),
      deadLetters: 18,
    }),
    aGroup({
      group: "mongo-sink",
      state: "Empty",
      members: [],
      partitions: [0, 1, 2].map((partition) =>
        lag({
          topic: flights,
          partition,
          committed: 90_000,
          lagRecords: 4_000 + partition,
          lagSeconds: 3_720,
        }),
      ),
      tripped: { reason: "20 records in a row were buried, the last: TypeError", at: now - 3_720_000 },
      deadLetters: 20,
    }),
    aGroup({
      group: "pedestrian-tracks",
      members: members("pedestrian-tracks", 1, 2),
      partitions: [0, 1].map((partition) =>
        lag({ topic: positions, partition, memberId: "pedestrian-tracks-0-5be1", committed: 7 * partition }),
      ),
    }),
    aGroup({ group: "accident-feed", state: "Missing", members: [], partitions: [] }),
  ];
  operations.letters = Array.from({ length: 38 }, (_, index) => {
    const ofSink = index < 20;
    const group = ofSink ? "mongo-sink" : "flights-per-airline";
    const kinds = [
      { stage: "decode", error: "undecodable", message: "truncated after 23 of 41 bytes" },
      { stage: "decode", error: "wrong_magic", message: "the first byte is 0x7b, not 0x00" },
      { stage: "validate", error: "out_of_range", message: "delayMinutes: -70000, expected -1,440 to 4,320" },
    ] as const;
    const thrown = {
      stage: "sink",
      error: "TypeError",
      message: "Cannot read properties of undefined (reading 'scheduledDate')",
    } as const;
    const what = ofSink ? thrown : kinds[index % 3];
    const isReadable = what?.stage === "sink" || what?.stage === "validate";
    const buriedAt = now - 3_720_000 - index * 47_000 - (index > 30 ? 86_400_000 : 0);
    return aDeadLetter({
      group,
      partition: index % 3,
      offset: 400 + index,
      buriedAt,
      key: index % 7 === 3 ? null : "BA|2015-01-04",
      valueBytes: 23,
      resentAt: index === 24 ? [now - 1_800_000] : [],
      hex,
      decoded: isReadable
        ? { ok: true, json }
        : { ok: false, reason: what?.error ?? "undecodable", detail: what?.message ?? "" },
      letter: {
        topic: flights,
        offset: 9_001 + 37 * index,
        timestamp: buriedAt - 900,
        firstSeen: buriedAt,
        attempts: index === 21 ? 2 : 1,
        ...what,
      },
    });
  });
  operations.unsendable.set(425, "transit.vehicle-position.v0 does not exist any more");
  return operations;
}
