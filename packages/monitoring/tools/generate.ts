import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { monitoringFiles } from "../src/monitoring-files.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
for (const [path, content] of monitoringFiles()) {
  mkdirSync(dirname(root + path), { recursive: true });
  writeFileSync(root + path, content);
}
