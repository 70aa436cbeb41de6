import { type FeedFacts, feedState } from "../../../../page/buses/feed/feed-state.ts";

const well: FeedFacts = { link: { kind: "open" }, heard: true, vehicles: 3, age: 2_000 };

test.each<[string, Partial<FeedFacts>]>([
  ["live", {}],
  ["loading", { heard: false, link: { kind: "connecting" }, vehicles: 0, age: undefined }],
  ["loading", { heard: false, vehicles: 0, age: undefined }],
  ["empty", { vehicles: 0, age: undefined }],
  ["live", { age: 60_000 }],
  ["stale", { age: 60_001 }],
  ["reconnecting", { link: { kind: "waiting", reason: "gone" } }],
  ["error", { link: { kind: "waiting", reason: "gone" }, heard: false }],
  ["error", { link: { kind: "failed", reason: "no such lines" } }],
])("is %s for %j", (kind, facts) => {
  expect(feedState({ ...well, ...facts }).kind).toBe(kind);
});

test("says why it waits", () => {
  expect(feedState({ ...well, link: { kind: "waiting", reason: "the server is restarting" } }).detail).toBe(
    "the server is restarting",
  );
});
