import { Metrics } from "../src/metrics.ts";

test("who ends in _total is a counter, those of Node and the process included", async () => {
  const types = [...(await new Metrics("s").text()).matchAll(/^# TYPE (\S+_total) (\S+)$/gm)];
  expect(types.length).toBeGreaterThan(0);
  expect(types.filter(([, , type]) => type !== "counter").map(([, name]) => name)).toEqual([]);
});
