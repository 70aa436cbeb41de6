import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadNetwork } from "@tributary/bus-network";
import { recordTruth } from "../../src/feed/truth-file.ts";
import { fleetOf } from "../../src/simulation/fleet.ts";
import { vehicleAt } from "../../src/simulation/motion.ts";
import { context } from "../context.ts";

const fleet = fleetOf(loadNetwork(), ["24"], 1);
const noon = Date.parse("2026-09-23T12:00+01:00");
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "truth-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("every bus is written where it is, at full seconds", async () => {
  const stop = new AbortController();
  const file = join(folder, "truth.ndjson");
  let asked = 0;
  // Shortly before a full second, shortly after it, and then the end.
  const clock = () => {
    asked++;
    if (asked > 2) stop.abort();
    return asked % 2 === 1 ? noon + 990 : noon + 1001;
  };
  await recordTruth(fleet, file, 1, clock, context(stop.signal));
  const lines = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(fleet.filter((bus) => vehicleAt(bus, noon + 1000) !== undefined).length);
  const bus = fleet.find(({ vehicleId }) => vehicleId === lines[0].vehicleId) as (typeof fleet)[number];
  const truth = vehicleAt(bus, noon + 1000);
  expect(lines[0]).toMatchObject({ at: noon + 1000, latitude: truth?.latitude, meters: truth?.meters });
});

test("a file that cannot be written ends the record and says so", async () => {
  const given = context(new AbortController().signal);
  await recordTruth(fleet, join(folder, "no", "such", "folder"), 1, Date.now, given);
  expect(given.logged).toContainEqual(expect.stringContaining("no longer recorded"));
});
