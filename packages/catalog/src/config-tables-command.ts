import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { configSection } from "./config-section.ts";
import { withSection } from "./marked-section.ts";
import { services } from "./services.ts";

// `npm run config-tables`: writes each service's variables into its README. With --check: only says which differ.
const root = new URL("../../../", import.meta.url);
const checks = process.argv.includes("--check");
let differing = 0;

for (const service of services) {
  const path = `services/${service.name}/README.md`;
  const file = new URL(path, root);
  if (!existsSync(file)) {
    process.stderr.write(`${path} is missing\n`);
    differing += 1;
    continue;
  }
  const before = readFileSync(file, "utf8");
  let after: string;
  try {
    after = withSection(before, "config", configSection(service));
  } catch (error) {
    process.stderr.write(`${path}: ${(error as Error).message}\n`);
    differing += 1;
    continue;
  }
  if (after === before) continue;
  if (checks) {
    process.stderr.write(`${path} does not show the variables as they are: npm run config-tables\n`);
    differing += 1;
  } else {
    writeFileSync(file, after);
    process.stderr.write(`${path}: variables written anew\n`);
  }
}

if (differing > 0) process.exitCode = 1;
else process.stderr.write(`${services.length} READMEs show the variables as they are\n`);
