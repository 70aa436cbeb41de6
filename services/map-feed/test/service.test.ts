import { startService } from "@tributary/runtime";
import { mapFeed } from "../src/service.ts";
import { fix } from "./fix.ts";
import { PositionLog } from "./position-log.ts";
import { vehicleStream } from "./vehicle-stream.ts";

const start = 1_000_000_000_000;
const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What the API answers, as far as these tests look. */
interface Answer {
  readonly message: string;
  readonly vehicles: readonly { readonly vehicleId: string; readonly stale: boolean }[];
  readonly lines: readonly { readonly line: string; readonly vehicles: number }[];
  readonly line: string;
  readonly runs: readonly {
    readonly direction: string;
    readonly destination: string;
    readonly shape: readonly (readonly [number, number])[];
    readonly stops: readonly unknown[];
  }[];
  readonly paths: Readonly<
    Record<string, { readonly get: { readonly parameters: readonly { name: string }[] } }>
  >;
}

async function serve(log = new PositionLog(), env: Record<string, string> = {}) {
  const clock = { now: start };
  const service = await startService(
    mapFeed,
    log.ports({ MAP_TICK_MS: "50", ...env }, () => clock.now),
  );
  closing.push(() => service.stop());
  await until(() => service.health.isReady);
  const url = service.addresses.api ?? "";
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
  };
  const ids = async (path: string) => (await get(path)).body.vehicles.map(({ vehicleId }) => vehicleId);
  const stream = async (query: string, lastEventId?: string) => {
    const opened = await vehicleStream(`${url}/vehicles/stream${query}`, lastEventId);
    closing.push(() => opened.close());
    await until(() => opened.events.length > 0 || opened.lastEventId !== "");
    return opened;
  };
  return { log, clock, service, url, get, ids, stream };
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(10_000);
  while (!holds()) {
    deadline.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const bus = (number: number, given: Parameters<typeof fix>[0] = {}) =>
  fix({ vehicleId: `TFLS:24-${number}`, observedAt: start, ...given });

test("the newest fix of a vehicle is told with all it says", async () => {
  const { log, get } = await serve();
  await log.append(start + 3, bus(1), bus(1, { observedAt: start + 1, occupancy: "full" }));
  expect((await get("/vehicles")).body).toEqual({
    clock: start,
    vehicles: [
      { ...bus(1, { observedAt: start + 1, occupancy: "full" }), appendedAt: start + 3, stale: false },
    ],
  });
});

test("vehicles are chosen by box and by line", async () => {
  const { log, ids } = await serve();
  await log.append(start, bus(1), bus(2, { line: "11" }), bus(3, { latitude: 51.6 }), bus(4, { line: null }));
  expect(await ids("/vehicles?line=24")).toEqual(["TFLS:24-1", "TFLS:24-3"]);
  expect(await ids("/vehicles?bbox=-0.13,51.5,-0.12,51.51")).toEqual(["TFLS:24-1", "TFLS:24-2", "TFLS:24-4"]);
  expect(await ids("/vehicles?bbox=-0.13,51.5,-0.12,51.51&line=24")).toEqual(["TFLS:24-1"]);
  expect(await ids("/vehicles?line=nobody's")).toEqual([]);
});

test("a vehicle is stale after a minute", async () => {
  const { log, clock, get } = await serve();
  await log.append(start, bus(1));
  clock.now = start + 60_000;
  expect((await get("/vehicles")).body.vehicles[0]?.stale).toBe(true);
});

test("a vehicle is removed after five minutes, and streams are told", async () => {
  const { log, clock, ids, stream } = await serve();
  await log.append(start, bus(1));
  const { events } = await stream("");
  clock.now = start + 300_000;
  await until(() => events.some(({ event, keys }) => event === "remove" && keys.includes("TFLS:24-1")));
  expect(await ids("/vehicles")).toEqual([]);
});

test.each([
  ["/vehicles?bbox=1,2,3", "bbox must be west,south,east,north in degrees"],
  ["/vehicles?lines=24", "unknown parameter"],
  ["/vehicles/stream?bbox=0,0,1,1&lines=24", "not both"],
])("%s is answered 400 with words that help", async (path, words) => {
  const { get } = await serve();
  const { status, body } = await get(path);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    statusCode: 400,
    error: "Bad Request",
    message: expect.stringContaining(words),
  });
});

test("a stream by line follows its lines", async () => {
  const { log, stream } = await serve();
  await log.append(start, bus(1), bus(2, { line: "11" }), bus(3, { line: "159" }));
  const followed = await stream("?lines=11,24");
  // On a slow machine the next tick has told the same once more by now.
  expect(followed.events[0]?.event).toBe("reset");
  expect([...followed.shown.keys()].sort()).toEqual(["TFLS:24-1", "TFLS:24-2"]);
  await log.append(
    start,
    bus(1, { observedAt: start + 1_000 }),
    bus(3, { line: "159", observedAt: start + 1_000 }),
  );
  await until(() => followed.shown.get("TFLS:24-1")?.observedAt === start + 1_000);
  expect(followed.shown.has("TFLS:24-3")).toBe(false);
});

test("a stream by box hears of a vehicle that leaves the box's cells, and where it went", async () => {
  const { log, stream } = await serve();
  await log.append(start, bus(1), bus(2, { latitude: 51.6 }));
  const followed = await stream("?bbox=-0.13,51.505,-0.121,51.51");
  expect([...followed.shown.keys()]).toEqual(["TFLS:24-1"]);
  await log.append(start, bus(1, { observedAt: start + 1_000, latitude: 51.6 }));
  await until(() => followed.shown.get("TFLS:24-1")?.latitude === 51.6);
});

test("a reader goes on at another replica where it left off", async () => {
  const log = new PositionLog();
  const [one, other] = [await serve(log), await serve(log)];
  await log.append(start, bus(1), bus(2), bus(3));
  const before = await one.stream("?lines=24");
  await until(() => before.lastEventId === "memory:3");
  const warm = await other.stream("");
  before.close();
  await log.append(start, bus(2, { observedAt: start + 1_000 }));
  await until(() => warm.shown.get("TFLS:24-2")?.observedAt === start + 1_000);
  const after = await other.stream("?lines=24", before.lastEventId);
  await until(() => after.lastEventId === "memory:4");
  expect(after.events.map(({ event }) => event)).toEqual(["delta"]);
  expect([...after.shown.keys()]).toEqual(["TFLS:24-2"]);
});

test("one stream more than allowed is answered 503", async () => {
  const { url, stream } = await serve(new PositionLog(), { MAP_MAX_READERS: "1" });
  await stream("");
  const response = await fetch(`${url}/vehicles/stream`);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
});

test("a service that stops tells its streams to reconnect", async () => {
  const { service, stream } = await serve();
  const followed = await stream("");
  await service.stop();
  await until(() => followed.hasEnded);
  expect(followed.events.at(-1)?.event).toBe("reconnect");
});

test("lines are those of the network and of the feed, as people count, with the vehicles each has now", async () => {
  const { log, get } = await serve();
  await log.append(start, bus(1), bus(2), bus(3, { line: "24X" }), bus(4, { line: null }));
  const { lines } = (await get("/lines")).body;
  const names = lines.map(({ line }) => line);
  expect(names.slice(names.indexOf("24"), names.indexOf("24") + 3)).toEqual(["24", "24X", "25"]);
  expect(names.indexOf("2")).toBeLessThan(names.indexOf("11"));
  expect(lines.find(({ line }) => line === "24")?.vehicles).toBe(2);
  expect(lines.find(({ line }) => line === "11")?.vehicles).toBe(0);
});

test("a line is told run by run, with the stops along its shape", async () => {
  const { get } = await serve();
  const { line, runs } = (await get("/lines/24")).body;
  expect(line).toBe("24");
  expect(new Set(runs.map(({ direction }) => direction))).toEqual(new Set(["inbound", "outbound"]));
  for (const { destination, shape, stops } of runs) {
    expect(destination).toEqual(expect.any(String));
    expect(shape.length).toBeGreaterThan(10);
    expect(shape[0]?.[0]).toBeCloseTo(-0.15, 0);
    expect(shape[0]?.[1]).toBeCloseTo(51.5, 0);
    expect(stops.length).toBeGreaterThan(10);
    expect(stops[0]).toEqual({
      stopId: expect.any(String),
      name: expect.any(String),
      latitude: expect.any(Number),
      longitude: expect.any(Number),
      meters: 0,
    });
  }
});

test("a line the network does not have is answered 404", async () => {
  const { get } = await serve();
  const { status, body } = await get("/lines/no%20such");
  expect(status).toBe(404);
  expect(body.message).toContain('"no such"');
});

test("the API describes itself", async () => {
  const { get } = await serve();
  const { paths } = (await get("/openapi.json")).body;
  expect(Object.keys(paths).sort()).toEqual(["/lines", "/lines/{line}", "/vehicles", "/vehicles/stream"]);
  expect(paths["/vehicles"]?.get.parameters.map(({ name }) => name)).toEqual(["bbox", "line"]);
});
