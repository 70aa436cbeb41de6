import { services } from "@tributary/catalog";
import { parse } from "yaml";
import { monitoringFiles } from "../src/monitoring-files.ts";
import { containers, list, read } from "./deploy-files.ts";

interface Config {
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly dns_sd_configs: readonly { readonly names: readonly string[]; readonly port: number }[];
  }[];
}

const scraped = () =>
  (parse(read("deploy/prometheus/prometheus.yml")) as Config).scrape_configs.map(
    ({ job_name, dns_sd_configs }) => ({ job: job_name, ...dns_sd_configs[0] }),
  );

test("every service of the catalog and every folder of services is scraped", () => {
  const names = scraped().map(({ job }) => job);
  const missing = [...services.map(({ name }) => name), ...list("services")].filter(
    (name) => !names.includes(name),
  );
  expect({ "not in deploy/prometheus/prometheus.yml (npm run generate)": missing }).toEqual({
    "not in deploy/prometheus/prometheus.yml (npm run generate)": [],
  });
});

test("the names that are asked for are those of containers, and the port is the one they are told", () => {
  const known = containers();
  for (const { job, names = [], port } of scraped()) {
    const container = known[names[0] ?? ""];
    expect([job, container === undefined ? "has no container" : "ok"]).toEqual([job, "ok"]);
    if (job !== "schema-registry")
      expect([job, container?.environment?.OPS_PORT]).toEqual([job, String(port)]);
  }
});

test.each([...monitoringFiles()])("%s is as it is made (npm run generate)", (path, content) => {
  expect(read(path)).toBe(content);
});
