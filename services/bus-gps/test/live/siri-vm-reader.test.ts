import { readFile } from "node:fs/promises";
import { DocumentError } from "../../src/live/document-error.ts";
import type { FeedRecord } from "../../src/live/feed-record.ts";
import { siriVmReader } from "../../src/live/siri-vm-reader.ts";
import { collected } from "../collected.ts";

const now = Date.parse("2026-09-23T11:00:30Z");
const fixture = (name: string) => readFile(new URL(`../fixtures/${name}`, import.meta.url));

async function* chunks(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Uint8Array, size = 1000): Promise<FeedRecord[]> {
  return collected(siriVmReader(() => now)(chunks(bytes, size)));
}

test("a complete record becomes a position with all its fields", async () => {
  const [complete] = await read(await fixture("siri-vm.xml"));
  expect(complete).toEqual({
    position: {
      vehicleId: "MTLN:VH45123",
      line: "24",
      direction: "inbound",
      destination: "Pimlico, Grosvenor Road & Pier",
      latitude: 51.5101,
      longitude: -0.1339,
      bearingDegrees: 187.5,
      speedMetersPerSecond: 4,
      observedAt: Date.parse("2026-09-23T11:00:10Z"),
      nextStopId: "490008376N",
      delaySeconds: 90,
      occupancy: "manySeatsAvailable",
      sequence: null,
    },
  });
});

test("what a record lacks is null; north is 0, early is negative, an operator has no spaces", async () => {
  const [, least] = await read(await fixture("siri-vm.xml"));
  expect(least).toMatchObject({
    position: {
      vehicleId: "ARRIVA-LONDON:LT 12",
      line: "N29",
      direction: "inbound",
      destination: null,
      bearingDegrees: 0,
      speedMetersPerSecond: null,
      delaySeconds: -45,
      nextStopId: null,
      occupancy: null,
    },
  });
});

test("every unusable record is left out for its own reason", async () => {
  const records = await read(await fixture("siri-vm.xml"));
  const reasons = records.flatMap((record) => ("skipped" in record ? [record.skipped] : []));
  expect(reasons).toEqual(["no_vehicle", "no_operator", "no_position", "no_time", "out_of_range", "expired"]);
});

test("it does not matter where the network cuts the document", async () => {
  const bytes = await fixture("siri-vm.xml");
  expect(await read(bytes, 7)).toEqual(await read(bytes, 100_000));
});

test("records come while the document is still arriving", async () => {
  const bytes = await fixture("siri-vm.xml");
  const end = bytes.indexOf("</VehicleActivity>") + "</VehicleActivity>".length;
  let asked = false;
  async function* half() {
    yield bytes.subarray(0, end);
    asked = true;
    yield bytes.subarray(end);
  }
  for await (const record of siriVmReader(() => now)(half())) {
    expect(record).toHaveProperty("position");
    break;
  }
  expect(asked).toBe(false);
});

test.each([7, 100_000])(
  "records before a fault of the XML are kept, and the fault is told (chunks of %i)",
  async (size) => {
    const found: FeedRecord[] = [];
    const reading = async () => {
      for await (const record of siriVmReader(() => now)(chunks(await fixture("siri-vm-broken.xml"), size)))
        found.push(record);
    };
    await expect(reading()).rejects.toBeInstanceOf(DocumentError);
    expect(found).toMatchObject([{ position: { vehicleId: "MTLN:before the fault" } }]);
  },
);

test.each(["", "not XML at all", "{}", "<Siri><VehicleActivity>"])("%j is malformed", async (text) => {
  await expect(read(Buffer.from(text))).rejects.toMatchObject({ failure: "malformed" });
});

test("an entity the document defines itself is not expanded", async () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>';
  await expect(read(Buffer.from(bomb))).rejects.toMatchObject({ failure: "malformed" });
});
