import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { topics } from "@tributary/contracts";
import { gaps } from "./gaps.ts";
import { withSection } from "./marked-section.ts";
import { services } from "./services.ts";
import { serviceTable, topologyGraph } from "./topology.ts";

// `npm run topology`: draws graph and service table into the root README. With --check: only says whether they differ.
const root = new URL("../../../", import.meta.url);
const readme = new URL("README.md", root);

const missing = gaps({
  folders: readdirSync(new URL("services/", root)),
  services,
  contracts: topics.map(({ name }) => name),
});
for (const gap of missing) process.stderr.write(`${gap}\n`);
if (missing.length > 0) process.exit(1);

const before = readFileSync(readme, "utf8");
const after = withSection(before, "topology", `${topologyGraph(services)}\n\n${serviceTable(services)}`);
if (after === before) {
  process.stderr.write("README.md shows the topology as it is\n");
} else if (process.argv.includes("--check")) {
  process.stderr.write("README.md does not show the topology as it is: npm run topology\n");
  process.exit(1);
} else {
  writeFileSync(readme, after);
  process.stderr.write("README.md: topology drawn anew\n");
}
