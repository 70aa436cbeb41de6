import { parse } from "yaml";
import { prometheusConfig } from "../src/prometheus-config.ts";

test("a job by DNS asks for the A records of a name; one by targets names them", () => {
  const text = prometheusConfig({
    jobs: [
      { name: "map-feed", kind: "consumer", at: { dnsName: "map-feed", port: 9464 } },
      { name: "registry", at: { targets: ["127.0.0.1:9001"] }, path: "/q" },
    ],
    rules: ["rules/*.yml"],
    scrapeSeconds: 2,
  });
  expect(parse(text)).toEqual({
    global: { scrape_interval: "2s", scrape_timeout: "2s", evaluation_interval: "2s" },
    rule_files: ["rules/*.yml"],
    scrape_configs: [
      {
        job_name: "map-feed",
        honor_labels: true,
        dns_sd_configs: [{ names: ["map-feed"], type: "A", port: 9464, refresh_interval: "5s" }],
        relabel_configs: [
          { target_label: "service", replacement: "map-feed" },
          { target_label: "kind", replacement: "consumer" },
        ],
      },
      {
        job_name: "registry",
        honor_labels: true,
        metrics_path: "/q",
        static_configs: [{ targets: ["127.0.0.1:9001"] }],
        relabel_configs: [{ target_label: "service", replacement: "registry" }],
      },
    ],
  });
});
