import type { VehiclePosition } from "@tributary/contracts";
import { DocumentError } from "../../src/live/document-error.ts";
import type { FeedRecord } from "../../src/live/feed-record.ts";
import { polledFeed } from "../../src/live/polled-feed.ts";
import { collected } from "../collected.ts";
import { context } from "../context.ts";

const position = (vehicle: string, observedAt: number): FeedRecord => {
  return { position: { vehicleId: `T:${vehicle}`, observedAt } as VehiclePosition };
};
type Look = readonly (FeedRecord | Error)[] | "unchanged" | Error;

/** Looks as given, one a poll, and the end after the last of them. */
async function poll(...looks: readonly Look[]) {
  const stop = new AbortController();
  const given = context(stop.signal);
  let [look, accepted] = [-1, 0];
  const source = {
    shown: "feed",
    open: async () => {
      look++;
      if (look >= looks.length) stop.abort();
      const now = looks[look] ?? "unchanged";
      if (now instanceof Error) throw now;
      return now === "unchanged"
        ? undefined
        : { body: (async function* () {})(), accepted: () => void accepted++ };
    },
  };
  async function* read() {
    for (const record of looks[look] as readonly (FeedRecord | Error)[]) {
      if (record instanceof Error) throw record;
      yield record;
    }
  }
  const feed = polledFeed({ source, read, intervalMs: 1, random: () => 0 }, given);
  const published = (await collected(feed)).map(({ vehicleId, observedAt }) => `${vehicleId} ${observedAt}`);
  return { published, counted: given.counted, logged: given.logged, accepted: () => accepted };
}

test("a fix is published once, however often the feed says it", async () => {
  const { published, counted } = await poll([position("a", 1), position("b", 1)], "unchanged", [
    position("a", 1),
    position("b", 2),
  ]);
  expect(published).toEqual(["T:a 1", "T:b 1", "T:b 2"]);
  expect(counted.get("transit_feed_records_skipped_total repeated")).toBe(1);
  expect(counted.get("transit_feed_polls_total read")).toBe(2);
});

test("bad records are counted by reason, and the good ones beside them published", async () => {
  const { published, counted } = await poll([
    { skipped: "no_time" },
    position("a", 1),
    { skipped: "no_time" },
  ]);
  expect(published).toEqual(["T:a 1"]);
  expect(counted.get("transit_feed_records_skipped_total no_time")).toBe(2);
});

test("a feed that is down is counted, logged and asked again", async () => {
  const down = new DocumentError("status", "the server answered 500");
  const { published, counted, logged } = await poll(down, down, [position("a", 1)]);
  expect(published).toEqual(["T:a 1"]);
  expect(counted.get("transit_feed_polls_total status")).toBe(2);
  expect(logged.at(-1)).toContain("the feed is back");
});

test("a document broken in the middle gives what came before, and is not taken for read", async () => {
  const broken = await poll(
    [position("a", 1), new DocumentError("malformed", "unclosed tag")],
    [position("b", 1)],
  );
  expect(broken.published).toEqual(["T:a 1", "T:b 1"]);
  expect(broken.counted.get("transit_feed_polls_total malformed")).toBe(1);
  expect(broken.accepted()).toBe(1);
});

test("even a fault nobody thought of ends nothing", async () => {
  const { published } = await poll(new TypeError("of undefined"), [position("a", 1)]);
  expect(published).toEqual(["T:a 1"]);
});
