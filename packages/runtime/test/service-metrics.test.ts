import { Health } from "../src/health.ts";
import { Metrics } from "../src/metrics.ts";
import { watchService } from "../src/service-metrics.ts";

function bench() {
  const metrics = new Metrics("bus-gps");
  const health = new Health();
  const { onRegistryCall } = watchService(metrics, health, ["producer"]);
  const value = async (series: string) => {
    const line = (await metrics.text()).split("\n").find((each) => each.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.split(" ")[1]);
  };
  return { health, onRegistryCall, value };
}

test("a scrape says what readyz and livez say at that moment", async () => {
  const { health, value } = bench();
  const both = async () => [
    await value('service_ready{service="bus-gps"}'),
    await value('service_live{service="bus-gps"}'),
  ];
  expect(await both()).toEqual([0, 1]);
  health.started();
  expect(await both()).toEqual([1, 1]);
  health.addReady("publishing", () => "away for 31 s");
  expect(await both()).toEqual([0, 1]);
  health.addLive("publishing", () => "hangs");
  expect(await both()).toEqual([0, 0]);
});

test("look-ups at the registry are counted and timed by their outcome", async () => {
  const { onRegistryCall, value } = bench();
  onRegistryCall("answered", 0.25);
  onRegistryCall("answered", 0.5);
  onRegistryCall("unavailable", 5);
  const series = (what: string, outcome: string) =>
    value(`schema_registry_request_duration_seconds_${what}{service="bus-gps",outcome="${outcome}"}`);
  expect(await series("count", "answered")).toBe(2);
  expect(await series("sum", "answered")).toBe(0.75);
  expect(await series("count", "unavailable")).toBe(1);
});
