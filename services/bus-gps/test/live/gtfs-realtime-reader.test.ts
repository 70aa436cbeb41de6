import { readFile } from "node:fs/promises";
import realtime from "gtfs-realtime-bindings";
import type { FeedRecord } from "../../src/live/feed-record.ts";
import { gtfsRealtimeReader } from "../../src/live/gtfs-realtime-reader.ts";
import { collected } from "../collected.ts";

const { FeedMessage } = realtime.transit_realtime;
const json = JSON.parse(await readFile(new URL("../fixtures/gtfs-realtime.json", import.meta.url), "utf8"));
const feed = FeedMessage.encode(FeedMessage.fromObject(json)).finish();

async function* inTwo(bytes: Uint8Array) {
  yield bytes.subarray(0, 20);
  yield bytes.subarray(20);
}

const read = (bytes: Uint8Array): Promise<FeedRecord[]> =>
  collected(gtfsRealtimeReader("TEST")(inTwo(bytes)));

test("a complete vehicle becomes a position with all that the format has", async () => {
  const [complete] = await read(feed);
  expect(complete).toEqual({
    position: {
      vehicleId: "TEST:VH45123",
      line: "24",
      direction: "inbound",
      destination: null,
      latitude: 51.5,
      longitude: -0.125,
      bearingDegrees: 187.5,
      speedMetersPerSecond: 4,
      observedAt: 1_790_161_210_000,
      nextStopId: "490008376N",
      delaySeconds: null,
      occupancy: "fewSeatsAvailable",
      sequence: null,
    },
  });
});

test("a vehicle without time has the feed's, and what was not sent is null, not 0", async () => {
  const [, least] = await read(feed);
  expect(least).toMatchObject({
    position: {
      vehicleId: "TEST:LT12",
      observedAt: 1_790_161_230_000,
      line: null,
      direction: null,
      bearingDegrees: null,
      speedMetersPerSecond: null,
      occupancy: null,
    },
  });
});

test("unusable vehicles are left out for their reasons; deleted ones and alerts are no vehicles", async () => {
  const [, , ...rest] = await read(feed);
  expect(rest).toEqual([{ skipped: "no_vehicle" }, { skipped: "no_position" }, { skipped: "out_of_range" }]);
});

test.each([
  ["text", Buffer.from("<html>Service unavailable</html>")],
  ["nothing", Buffer.alloc(0)],
  ["half a message", feed.subarray(0, feed.length - 7)],
])("%s is malformed", async (_, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({ failure: "malformed" });
});
