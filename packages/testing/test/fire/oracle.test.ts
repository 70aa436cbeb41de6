import { type Evidence, judge } from "../../src/fire/oracle.ts";

const sound: Evidence = {
  missing: 0,
  repeated: 0,
  stale: 0,
  lag: { offsets: 0, afterMs: 9_000, limitMs: 60_000 },
  instances: [
    { alive: true, ready: true, residentBytes: 90e6 },
    { alive: true, ready: true, residentBytes: 110e6 },
  ],
  group: { members: 2, assignedPartitions: 4, partitions: 4 },
  residentLimitBytes: 200e6,
  exits: { asked: [0, 0], unasked: [] },
};
const instance = { alive: true, ready: true, residentBytes: 90e6 };

test("nothing is broken when all is done, everybody is ready and all exited 0", () => {
  expect(judge(sound)).toEqual([]);
});

test.each<[string, Partial<Evidence>]>([
  ["I1: 3 acknowledged events are neither in the sink nor buried", { missing: 3 }],
  ["I2: 2 times an event stands in the sink once too often", { repeated: 2 }],
  ["I3: 1 keys do not hold the value of their newest event", { stale: 1 }],
  ["I4: lag is 12 after 60000 ms", { lag: { offsets: 12, afterMs: 60_000, limitMs: 60_000 } }],
  [
    "I4: lag was 0 only after 61000 ms, promised are 60000",
    { lag: { offsets: 0, afterMs: 61_000, limitMs: 60_000 } },
  ],
  [
    "I5: 1 instances are ready and not alive",
    { instances: [instance, { alive: false, ready: true, residentBytes: 90e6 }] },
  ],
  [
    "I5: 2 instances are ready, and the group has 1 members",
    { group: { members: 1, assignedPartitions: 4, partitions: 4 } },
  ],
  [
    "I5: instances are ready, and of 4 partitions 3 are assigned",
    { group: { members: 2, assignedPartitions: 3, partitions: 4 } },
  ],
  [
    "I5: of 2 instances 1 are not ready though all is over",
    { instances: [instance, { alive: true, ready: false, residentBytes: 90e6 }] },
  ],
  [
    "I6: an instance holds 250000000 bytes, the limit is 200000000",
    { instances: [{ alive: true, ready: true, residentBytes: 250e6 }] },
  ],
  ["I7: an instance that was told to stop exited with 1", { exits: { asked: [0, 1], unasked: [] } }],
  ["I7: an instance that nobody told to stop exited with null", { exits: { asked: [0], unasked: [null] } }],
])("it says %s", (words, change) => {
  expect(judge({ ...sound, ...change })).toEqual([words]);
});
