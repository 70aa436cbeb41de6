import { randomBytes } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { eventually, TopicWriter } from "@tributary/testing";
import { fix } from "./fix.ts";
import { Replica } from "./replica.ts";
import { vehicleStream } from "./vehicle-stream.ts";

let writer: TopicWriter<VehiclePosition>;
let one: Replica;
let other: Replica;
const operator = `R${randomBytes(4).toString("hex")}`;

beforeAll(async () => {
  writer = await TopicWriter.open(vehiclePosition);
  one = await Replica.start({ MAP_READER_STALLED_AFTER_MS: "2000" });
});

afterAll(async () => {
  await Promise.all([one?.stop(), other?.stop()]);
  await writer?.close();
});

/** A round of fixes as feeds send them: some late, some doubled, some from the future. */
async function report(vehicles: number, round: number): Promise<void> {
  const now = Date.now();
  const fixes: VehiclePosition[] = [];
  for (let number = 0; number < vehicles; number += 1) {
    const latitude = 51.4 + ((number * 7 + round) % 300) / 1000;
    const line = String(number % 20);
    const lateMs = (number * round * 977) % 4_000;
    const aheadMs = (number + round) % 50 === 0 ? 9_000 : 0;
    fixes.push(
      fix({
        vehicleId: `${operator}:${number}`,
        line,
        latitude,
        observedAt: now - lateMs + aheadMs,
        sequence: round,
      }),
    );
    if (number % 10 === 0) fixes.push(fixes.at(-1) as VehiclePosition);
  }
  await writer.write(...fixes);
}

test("two replicas, one of them started later, show the same", async () => {
  for (let round = 0; round < 20; round += 1) await report(300, round);
  other = await Replica.start();
  for (let round = 20; round < 40; round += 1) await report(300, round);

  const [here, there] = await eventually(async () => {
    const both = [await one.vehicles(operator), await other.vehicles(operator)] as const;
    expect(both[0].size).toBe(300);
    expect(both[1]).toEqual(both[0]);
    return both;
  });
  expect(here).toEqual(there);
  expect(await one.count("stream_skipped_records_total", 'reason="older"')).toBeGreaterThan(0);
  expect(await one.count("stream_skipped_records_total", 'reason="future"')).toBeGreaterThan(0);
});

test("a reader that goes on at the other replica gets what changed since, not everything", async () => {
  const at = (latitude: number, number: number) =>
    fix({ vehicleId: `${operator}:resume-${number}`, line: "R1", latitude, observedAt: Date.now() });
  await writer.write(...Array.from({ length: 50 }, (_, number) => at(51.5, number)));
  const before = await vehicleStream(`${one.url}/vehicles/stream?lines=R1`);
  const warm = await vehicleStream(`${other.url}/vehicles/stream?lines=R1`);
  // A greeting may show more than its id covers: only an id at the ends of the log stands for all that was written.
  const written = (await writer.ends()).join(".");
  await eventually(() => {
    expect(before.shown.size).toBe(50);
    expect(before.lastEventId.endsWith(`:${written}`)).toBe(true);
    expect(warm.lastEventId).toBe(before.lastEventId);
  });
  before.close();
  await delay(5); // a fix of the same millisecond would be a duplicate
  await writer.write(at(51.6, 3));
  await eventually(() => expect(warm.shown.get(`${operator}:resume-3`)?.latitude).toBe(51.6));

  const after = await vehicleStream(`${other.url}/vehicles/stream?lines=R1`, before.lastEventId);
  await eventually(() => expect(after.lastEventId).toBe(warm.lastEventId));
  expect(after.events.map(({ event }) => event)).toEqual(["delta"]);
  expect([...after.shown.keys()]).toEqual([`${operator}:resume-3`]);
  for (const stream of [warm, after]) stream.close();
});

test("an id of another log, or of the future, gets a reset", async () => {
  const stream = await vehicleStream(`${one.url}/vehicles/stream?lines=R1`);
  await eventually(() => expect(stream.lastEventId).not.toBe(""));
  const [epoch, offsets = ""] = stream.lastEventId.split(/:(?=[\d.]+$)/);
  const ahead = offsets.split(".").map((offset) => Number(offset) + 1_000_000);
  for (const id of [`elsewhere:${offsets}`, `${epoch}:${ahead.join(".")}`, "nonsense"]) {
    const again = await vehicleStream(`${one.url}/vehicles/stream?lines=R1`, id);
    await eventually(() => expect(again.events[0]?.event).toBe("reset"));
    again.close();
  }
  stream.close();
});

test("a reader that stops reading is cut, and the others hear of everything within a second or two", async () => {
  const request = http.get(`${one.url}/vehicles/stream`, { agent: false });
  const [stuck] = (await once(request, "response")) as [http.IncomingMessage];
  stuck.pause();
  const fine = await vehicleStream(`${one.url}/vehicles/stream?lines=1`);
  const cutBefore = await one.count("event_stream_readers_cut_total");
  let round = 100;
  await eventually(async () => {
    await report(3_000, round);
    round += 1;
    expect(await one.count("event_stream_readers_cut_total")).toBe(cutBefore + 1);
  }, 40_000);
  await writer.write(fix({ vehicleId: `${operator}:last`, line: "1", observedAt: Date.now() }));
  await eventually(() => expect(fine.shown.has(`${operator}:last`)).toBe(true));
  expect(fine.hasEnded).toBe(false);
  fine.close();
  request.destroy();
});

test("SIGTERM: open streams are told to reconnect, and the exit is 0", async () => {
  const stream = await vehicleStream(`${one.url}/vehicles/stream`);
  await eventually(() => expect(stream.events.length).toBeGreaterThan(0));
  expect(await one.stop()).toBe(0);
  expect(stream.events.at(-1)?.event).toBe("reconnect");
});
