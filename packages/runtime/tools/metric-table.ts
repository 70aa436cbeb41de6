import { readFileSync, writeFileSync } from "node:fs";
import { withMetricTable } from "./with-metric-table.ts";

const readme = new URL("../README.md", import.meta.url);
writeFileSync(readme, withMetricTable(readFileSync(readme, "utf8")));
