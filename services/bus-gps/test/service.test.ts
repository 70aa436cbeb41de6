import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "@tributary/config";
import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import type { Emit } from "@tributary/runtime";
import { busGps } from "../src/service.ts";
import { context } from "./context.ts";

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** The first so many positions of the service under this environment. */
async function first(count: number, env: Record<string, string>, now: () => number = Date.now) {
  const stop = new AbortController();
  const given = context(stop.signal, env, now);
  const positions: VehiclePosition[] = [];
  for await (const yielded of busGps.source(given)) {
    const { topic, value } = yielded as Emit;
    expect(topic).toBe(vehiclePosition);
    positions.push(value as VehiclePosition);
    if (positions.length === count) break;
  }
  stop.abort();
  return { positions, ...given };
}

test("it publishes vehicle positions, and drops old ones first when the broker is away", () => {
  expect(busGps).toMatchObject({
    kind: "producer",
    name: "bus-gps",
    outputs: [vehiclePosition],
    keepsMarks: false,
    whenFull: "drop-oldest",
  });
});

test("told nothing, it simulates the three default lines", async () => {
  const noon = Date.parse("2026-09-23T12:00+01:00");
  const [begun, at] = [performance.now(), (start: number) => noon + performance.now() - start];
  const { positions, counted } = await first(60, {}, () => at(begun));
  expect(new Set(positions.map(({ line }) => line))).toEqual(new Set(["11", "24", "159"]));
  expect(positions.map((position) => vehiclePosition.fault(position))).not.toContainEqual(expect.anything());
  expect(counted.has("transit_simulated_vehicles")).toBe(true);
});

test("a line that London does not have is a fault of the configuration", async () => {
  await expect(first(1, { BUS_LINES: "11,ZZ9" })).rejects.toThrow(ConfigError);
  await expect(first(1, { BUS_LINES: "11,ZZ9" })).rejects.toThrow(/BUS_LINES: given "ZZ9"/);
});

test.each(["siri-vm", "gtfs-rt", "geojson"])(
  "%s without BUS_INPUT_URL is a fault of the configuration",
  async (input) => {
    await expect(first(1, { BUS_INPUT: input })).rejects.toThrow(/BUS_INPUT_URL: given nothing/);
  },
);

test("a SIRI-VM file is read as it is rewritten", async () => {
  const folder = await mkdtemp(join(tmpdir(), "siri-"));
  await copyFile(fixture("siri-vm.xml"), join(folder, "feed.xml"));
  const env = { BUS_INPUT: "siri-vm", BUS_INPUT_URL: join(folder, "feed.xml") };
  const { positions } = await first(1, env, () => Date.parse("2026-09-23T11:00:30Z"));
  expect(positions[0]?.vehicleId).toBe("MTLN:VH45123");
  await rm(folder, { recursive: true });
});

test("a feed behind a URL is asked with the key, and no log line holds it", async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(asked.length === 1 ? 500 : 200).end(asked.length === 1 ? "" : siri);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const env = {
    BUS_INPUT: "siri-vm",
    BUS_INPUT_URL: `http://127.0.0.1:${port}/feed?datasetId=7`,
    BUS_INPUT_API_KEY: "s3cret",
    BUS_POLL_INTERVAL_MS: "100",
  };
  const { positions, logged } = await first(1, env);
  expect(positions[0]?.vehicleId).toBe("OP:1");
  expect(asked[1]).toBe("/feed?datasetId=7&api_key=s3cret");
  expect(logged.join()).toContain("the feed failed");
  expect(logged.join()).not.toContain("s3cret");
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test("drawn lines of a folder are driven, each file a line", async () => {
  const { positions } = await first(3, { BUS_INPUT: "geojson", BUS_INPUT_URL: fixture("lines") });
  expect(positions.map(({ vehicleId }) => vehicleId)).toEqual([
    "FEED:00001-0001",
    "FEED:two-0001",
    "FEED:two-0002",
  ]);
});

test("a folder without lines is a fault of the configuration", async () => {
  await expect(first(1, { BUS_INPUT: "geojson", BUS_INPUT_URL: fixture("..") })).rejects.toThrow(ConfigError);
});

test("when told to stop it stops at once", async () => {
  const stop = new AbortController();
  const source = busGps.source(context(stop.signal))[Symbol.asyncIterator]();
  await source.next();
  stop.abort();
  let done = false;
  while (!done) done = (await source.next()).done === true;
  expect(done).toBe(true);
});

const siri = `<Siri><VehicleActivity><RecordedAtTime>2026-09-23T11:00:00Z</RecordedAtTime><MonitoredVehicleJourney>
<OperatorRef>OP</OperatorRef><VehicleRef>1</VehicleRef>
<VehicleLocation><Longitude>-0.1</Longitude><Latitude>51.5</Latitude></VehicleLocation>
</MonitoredVehicleJourney></VehicleActivity></Siri>`;
