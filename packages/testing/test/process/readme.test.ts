import { readFileSync } from "node:fs";
import { eventually } from "../../src/eventually.ts";
import { archived } from "./archive.ts";
import { processScene } from "./process-scene.ts";
import { lateVehicles, positionArchive, reportCounts } from "./readme-example.ts";
import { lateVehicle, vehicleReports } from "./topics.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

let scene: ReturnType<typeof processScene>;
beforeEach(async () => {
  scene = processScene();
  await scene.report(
    { vehicleId: "tfl:1", delaySeconds: 30 },
    { vehicleId: "tfl:2", delaySeconds: 299 },
    { vehicleId: "tfl:1", delaySeconds: 300 },
    { vehicleId: "tfl:1", delaySeconds: null },
  );
});
afterEach(() => scene.close());

test("the README of the runtime shows map, fold and sink as they are run here, in under 60 lines", () => {
  const example = read("readme-example.ts");
  expect(read("../../../runtime/README.md")).toContain(`\`\`\`ts\n${example}\`\`\``);
  expect(example.split("\n").length).toBeLessThan(60);
});

test("its map publishes what is late, by the configured delay", async () => {
  scene.provision(lateVehicles);
  await scene.start(lateVehicles, { env: { LATE_SECONDS: "299" } });
  await eventually(() =>
    expect(scene.read(lateVehicle)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ vehicleId: "tfl:2", delaySeconds: 299 }),
        expect.objectContaining({ vehicleId: "tfl:1", delaySeconds: 300 }),
      ]),
    ),
  );
  expect(scene.read(lateVehicle)).toHaveLength(2);
});

test("its fold counts each report once", async () => {
  scene.provision(reportCounts);
  await scene.start(reportCounts);
  await eventually(() => {
    const newest: Record<string, number> = {};
    for (const each of scene.read(vehicleReports))
      if ("vehicleId" in each) newest[each.vehicleId] = each.reports;
    expect(newest).toEqual({ "tfl:1": 3, "tfl:2": 1 });
  });
});

test("its sink keeps every position once", async () => {
  archived.clear();
  scene.provision(positionArchive);
  await scene.start(positionArchive);
  await eventually(() => expect(archived.size).toBe(4));
  expect([...archived.values()]).toEqual(
    expect.arrayContaining([expect.objectContaining({ vehicleId: "tfl:2", delaySeconds: 299 })]),
  );
});
