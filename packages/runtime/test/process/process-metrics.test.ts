import { Metrics } from "../../src/metrics.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";

const labels = { messaging_destination_name: "a.b.v1", stage: "process" };

test("after twenty distinct errors of dead letters the rest count as other; those known keep their names", async () => {
  const metrics = new Metrics("test");
  const { deadLetters } = createProcessMetrics(metrics, ["map"]);
  for (let i = 1; i <= 23; i++) deadLetters.inc({ ...labels, error: `Error${i}` });
  deadLetters.inc({ ...labels, error: "Error20" });
  const counted = (await metrics.registry.getSingleMetric("stream_dead_letters_total")?.get())?.values;
  const byError = new Map(counted?.map((series) => [series.labels.error, series.value]));
  expect(byError.size).toBe(21);
  expect(byError.get("Error1")).toBe(1);
  expect(byError.get("Error20")).toBe(2);
  expect(byError.get("Error21")).toBeUndefined();
  expect(byError.get("other")).toBe(3);
});

test("a scrape shows the metrics of the shape alone, and all of them can be used", async () => {
  const metrics = new Metrics("test");
  const made = createProcessMetrics(metrics, ["sink"]);
  made.transactions.inc({ outcome: "committed" });
  made.sinkBatches.inc({ outcome: "written" });
  const text = await metrics.text();
  expect(text).toContain("stream_sink_batches_total{");
  expect(text).not.toContain("stream_transactions_total");
});
