import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type ConfigSection, configSections } from "./config-section.ts";
import { withSection } from "./marked-section.ts";
import { services } from "./services.ts";

// `npm run config-tables`: writes the variables into the READMEs. With --check: only says which do not show them.
const root = new URL("../../../", import.meta.url);
const checks = process.argv.includes("--check");

const sections = configSections(services);
const troubles = sections.flatMap((section) => update(section) ?? []);
for (const trouble of troubles) process.stderr.write(`${trouble}\n`);
if (troubles.length > 0) process.exitCode = 1;
else process.stderr.write(`${sections.length} READMEs show the variables as they are\n`);

/** What keeps a README from showing its variables, or undefined. */
function update({ path, text }: ConfigSection): string | undefined {
  const file = new URL(path, root);
  if (!existsSync(file)) return `${path} is missing`;
  const before = readFileSync(file, "utf8");
  try {
    const after = withSection(before, "config", text);
    if (after === before) return undefined;
    if (checks) return `${path} does not show the variables as they are: npm run config-tables`;
    writeFileSync(file, after);
    return undefined;
  } catch (error) {
    return `${path}: ${(error as Error).message}`;
  }
}
