import { vehiclePosition } from "@tributary/contracts";
import type { MetricShape, RunningService, Service } from "@tributary/runtime";
import { eventually, scrapeFaults } from "../../src/index.ts";
import { processScene } from "./process-scene.ts";
import { lateVehicles, positionArchive, reportCounts } from "./readme-example.ts";

let scene: ReturnType<typeof processScene>;
beforeEach(() => {
  scene = processScene();
});
afterEach(() => scene.close());

const scrape = async ({ addresses }: RunningService) => (await fetch(`${addresses.ops}/metrics`)).text();

test.each<[MetricShape, Service]>([
  ["map", lateVehicles],
  ["fold", reportCounts],
  ["sink", positionArchive],
])("a %s that has worked and buried shows the metrics of its shape, as listed", async (shape, service) => {
  await scene.report({ vehicleId: "tfl:1", delaySeconds: 400 });
  scene.cluster.append(vehiclePosition.name, { key: "x", value: Buffer.from("poison") });
  scene.cluster.append(vehiclePosition.name, { key: "x", value: null });
  scene.provision(service);
  const running = await scene.start(service);
  await eventually(async () => {
    const text = await scrape(running);
    for (const series of [
      /stream_dead_letters_total\{.*stage="decode",error="wrong_magic".*\} 1/,
      /stream_skipped_records_total\{.*reason="tombstone".*\} 1/,
      /messaging_process_duration_seconds_bucket\{/,
      /stream_paused_partitions\{cause="broker".*\} 0/,
      /stream_tripped\{service=".*"\} 0/,
    ])
      expect(text).toMatch(series);
    expect(scrapeFaults(text, [shape])).toEqual([]);
  });
});
