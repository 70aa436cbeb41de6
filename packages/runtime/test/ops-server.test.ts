import { Health } from "../src/health.ts";
import { Metrics } from "../src/metrics.ts";
import { createOpsServer } from "../src/ops-server.ts";

test("livez and readyz answer 200 or 503 and say which check failed", async () => {
  const health = new Health();
  const app = createOpsServer(health, new Metrics("s"));
  expect((await app.inject("/readyz")).statusCode).toBe(503);
  expect((await app.inject("/livez")).statusCode).toBe(200);

  health.started();
  expect((await app.inject("/readyz")).statusCode).toBe(200);

  health.addLive("reading", () => "reading has not been tried for 60 s");
  const dead = await app.inject("/livez");
  expect(dead.statusCode).toBe(503);
  expect(dead.json()).toEqual({
    live: false,
    checks: [{ name: "reading", ok: false, detail: "reading has not been tried for 60 s" }],
  });
  await app.close();
});

test("readyz tells when the process began, ready or not, and the same at every ask", async () => {
  const health = new Health();
  const app = createOpsServer(health, new Metrics("s"));
  const ask = async () => (await app.inject("/readyz")).json();
  const { startedAt } = await ask();
  expect(startedAt).toBe(Math.round(performance.timeOrigin));
  health.started();
  expect(await ask()).toMatchObject({ ready: true, startedAt });
  await app.close();
});

test("metrics are Prometheus text, refreshed at the scrape, and carry the service's name", async () => {
  const metrics = new Metrics("bus-gps");
  const gauge = metrics.gauge("stream_publish_failing_seconds", "help");
  metrics.beforeScrape(() => gauge.set(3));
  const app = createOpsServer(new Health(), metrics);
  const { body, headers } = await app.inject("/metrics");
  expect(headers["content-type"]).toContain("text/plain");
  expect(body).toContain('stream_publish_failing_seconds{service="bus-gps"} 3');
  expect(body).toContain("process_cpu_seconds_total");
  await app.close();
});

test("a metric asked for twice is one metric", async () => {
  const metrics = new Metrics("map-feed");
  metrics.counter("event_stream_greetings_total", "help", ["how"]).inc({ how: "resumed" });
  metrics.counter("event_stream_greetings_total", "help", ["how"]).inc({ how: "resumed" });
  expect(await metrics.text()).toContain('event_stream_greetings_total{how="resumed",service="map-feed"} 2');
});
