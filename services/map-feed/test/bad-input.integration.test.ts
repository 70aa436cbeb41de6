import { randomBytes, randomInt } from "node:crypto";
import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { eventually, stackInUse, TopicWriter } from "@tributary/testing";
import { fix } from "./fix.ts";
import { RegistryGate } from "./registry-gate.ts";
import { Replica } from "./replica.ts";

/** Latitude of the good fixes: 8 bytes that stand nowhere else in a record. */
const latitude = 51.50743217;
const hour = 3_600_000;

let writer: TopicWriter<VehiclePosition>;
let gate: RegistryGate;
let replica: Replica;

beforeAll(async () => {
  writer = await TopicWriter.open(vehiclePosition);
  gate = await RegistryGate.before(stackInUse().schemaRegistryUrl);
  replica = await Replica.start({ SCHEMA_REGISTRY_URL: gate.url });
});

afterAll(async () => {
  await replica?.stop();
  await gate?.close();
  await writer?.close();
});

/** What no producer should write, and the reason it must be counted by. */
function badRecords(
  operator: string,
  now: number,
): readonly (readonly [reason: string, key: string, value: Buffer | null])[] {
  const key = `${operator}:bad`;
  const good = writer.encode(fix({ vehicleId: key, observedAt: now, latitude }));
  const withLatitude = (degrees: number) => {
    const bytes = Buffer.from(good);
    const place = bytes.indexOf(double(latitude));
    if (place < 0) throw new Error("the latitude is not where it should be");
    return Buffer.concat([bytes.subarray(0, place), double(degrees), bytes.subarray(place + 8)]);
  };
  const withSchema = (id: number) => {
    const bytes = Buffer.from(good);
    bytes.writeInt32BE(id, 1);
    return bytes;
  };
  const ofBad = (given: Partial<VehiclePosition>) => writer.encode(fix({ vehicleId: key, ...given }));
  const wrongMagic = Buffer.from(good);
  wrongMagic[0] = 1;
  const huge = randomBytes(890_000);
  huge[0] = 0;
  return [
    ["empty", key, Buffer.alloc(0)],
    ["too_short", key, Buffer.from([0])],
    ["wrong_magic", key, wrongMagic],
    ["wrong_magic", key, Buffer.from(JSON.stringify(fix({ vehicleId: key })))],
    ["undecodable", key, good.subarray(0, 5)],
    ["undecodable", key, good.subarray(0, 20)],
    ["undecodable", key, Buffer.concat([good, Buffer.from([7])])],
    ["unknown_schema", key, withSchema(1_000_000_000 + randomInt(1_000_000_000))],
    ["tombstone", key, null],
    ["oversized", key, huge],
    ["out_of_range", key, withLatitude(Number.NaN)],
    ["out_of_range", key, withLatitude(900)],
    ["out_of_range", key, ofBad({ latitude: 0, longitude: 0, observedAt: now })],
    ["future", key, ofBad({ observedAt: now + hour })],
    ["expired", key, ofBad({ observedAt: now - hour })],
    ["no_key", "", good],
    ["wrong_key", `${operator}:another`, good],
  ];
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

async function skips(reasons: Iterable<string>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    counts.set(reason, await replica.count("stream_skipped_records_total", `reason="${reason}"`));
  }
  return counts;
}

function expected(
  bad: ReturnType<typeof badRecords>,
  before: ReadonlyMap<string, number>,
): Map<string, number> {
  const counts = new Map(before);
  for (const [reason] of bad) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

test.each(["open", "refuse", "hang"] as const)(
  "with the registry's door set to %s, bad records are skipped by reason and the 400 good ones beside them are shown",
  async (manner) => {
    const operator = `T${randomBytes(4).toString("hex")}`;
    await writer.write(fix({ vehicleId: `${operator}:first`, observedAt: Date.now(), latitude }));
    await eventually(async () => expect((await replica.vehicles(operator)).size).toBe(1));
    gate.manner = manner;

    const now = Date.now();
    const bad = badRecords(operator, now);
    const before = await skips(new Set(bad.map(([reason]) => reason)));
    for (let number = 0; number < 400; number += 1) {
      await Promise.all([
        writer.write(fix({ vehicleId: `${operator}:${number}`, observedAt: now, latitude })),
        ...(number % 20 === 0 ? bad.slice(number / 20, number / 20 + 1) : []).map(writeBad),
      ]);
    }
    const shown = await eventually(async () => {
      const vehicles = await replica.vehicles(operator);
      expect(vehicles.size).toBe(401);
      return vehicles;
    });
    expect([...shown.values()].every((vehicle) => vehicle.latitude === latitude)).toBe(true);

    const due = expected(bad, before);
    if (manner !== "open") due.set("unknown_schema", before.get("unknown_schema") ?? 0); // nobody can know yet
    await eventually(async () => expect(await skips(due.keys())).toEqual(due));

    gate.manner = "open";
    const settled = expected(bad, before);
    // Once the registry has said that there is no such schema, that is remembered for a minute.
    await eventually(async () => expect(await skips(settled.keys())).toEqual(settled), 30_000);
  },
);

function writeBad([, key, value]: ReturnType<typeof badRecords>[number]): Promise<void> {
  return writer.writeRaw(key, value);
}
