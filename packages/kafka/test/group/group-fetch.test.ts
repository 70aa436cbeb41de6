import { groupFetch, pollMs } from "../../src/group/group-fetch.ts";

test("when all lanes are asked for, an idle broker may take half a second", () => {
  expect(pollMs([], 1_000)).toBe(500);
});

test("a lane at work is not kept waiting for others longer than its work has lasted", () => {
  expect(pollMs([{ fullSince: 900 }, { fullSince: 700 }], 1_000)).toBe(100);
  expect(pollMs([{ fullSince: 999 }], 1_000)).toBe(20);
  expect(pollMs([{ fullSince: 0 }], 1_000)).toBe(500);
});

test("each lane is asked for where it goes on, in the order given, and only for committed records", () => {
  const lanes = [
    { topic: "b", partition: 3, fetchOffset: 7 },
    { topic: "a", partition: 0, fetchOffset: 2 ** 40 },
  ];

  expect(groupFetch(lanes, 1_000, 20)).toEqual({
    isolationLevel: 1,
    maxWaitTime: 20,
    minBytes: 1,
    maxBytes: 8_388_608,
    topics: [
      { topic: "b", partitions: [{ partition: 3, fetchOffset: "7", maxBytes: 1_000 }] },
      { topic: "a", partitions: [{ partition: 0, fetchOffset: "1099511627776", maxBytes: 1_000 }] },
    ],
  });
});
