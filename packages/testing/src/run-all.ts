import { fileURLToPath } from "node:url";
import { type Counts, closingLine, noCounts, plus } from "./counts.ts";
import { type Stack, startStack } from "./stack.ts";
import { runStep, type Step, say } from "./step.ts";
import { forgetResults, readResults } from "./test-results.ts";

// `npm test`: checks, types and unit tests, then the tests that need a real broker, registry and browser.
// Every part runs even when one before it failed; the last line counts them all.
const root = fileURLToPath(new URL("../../..", import.meta.url));
const node = process.execPath;
const turbo = (...args: string[]) => [
  `${root}node_modules/turbo/bin/turbo`,
  "run",
  ...args,
  "--continue=always",
];
const errorsOnly = "--output-logs=errors-only";

const before: readonly Step[] = [
  {
    name: "lint",
    args: [`${root}node_modules/@biomejs/biome/bin/biome`, "check", "--error-on-warnings", root],
  },
  { name: "tree", args: [`${root}packages/tooling/src/check-tree.mjs`] },
  { name: "topology", args: [`${root}packages/catalog/src/topology-command.ts`, "--check"] },
  { name: "variables", args: [`${root}packages/catalog/src/config-tables-command.ts`, "--check"] },
  // All but the page as one program: one by one the packages would check each other again and again, for a minute.
  { name: "types", args: [`${root}node_modules/typescript/bin/tsc`, "-p", root] },
  { name: "page types", args: turbo("types", errorsOnly, "--filter=@tributary/console") },
  { name: "unit tests", args: turbo("test", errorsOnly, "--concurrency=2"), results: "unit.json" },
];

const integrationResults = "integration.json";
const integration = (name: string, filter: string): Step => ({
  name,
  args: turbo("test:integration", "--concurrency=1", `--filter=${filter}`),
});

/** Side by side, each on servers of its own: of a service under its own name only one may work at a time. */
const withStack: readonly Step[] = [
  integration("integration tests of the rooms", "!@tributary/testing"),
  integration("integration tests of testing", "@tributary/testing"),
];

const withOwnServers: readonly Step[] = [
  { name: "fault tests", args: turbo("test:fault", "--concurrency=1"), results: "fault.json" },
  { name: "browser tests", args: turbo("test:e2e", "--concurrency=1"), results: "e2e.json" },
  { name: "system tests", args: turbo("test:system", "--concurrency=1"), results: "system.json" },
];

const stacks = new Set<Stack>();
let total: Counts = noCounts;

async function run(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const succeeded = await runStep(node, step, root, {});
    total = plus(total, step.results ? readResults(root, step.results, succeeded) : check(succeeded));
  }
}

/** Undefined when they do not start. */
async function serversFor({ name }: Step): Promise<Stack | undefined> {
  say(name, "starting Kafka and the schema registry");
  try {
    const stack = await startStack((line) => say(name, line));
    stacks.add(stack);
    return stack;
  } catch (error) {
    say(name, `failed: ${(error as Error).message}`);
    return undefined;
  }
}

/** Answers whether the step exited 0. */
async function runOn(stack: Stack | undefined, step: Step): Promise<boolean> {
  if (stack === undefined) return false;
  const { kafkaBrokers: KAFKA_BROKERS, schemaRegistryUrl: SCHEMA_REGISTRY_URL } = stack;
  const succeeded = await runStep(node, step, root, { KAFKA_BROKERS, SCHEMA_REGISTRY_URL });
  await stack.stop().catch((error: Error) => say(step.name, `its servers do not stop: ${error.message}`));
  stacks.delete(stack);
  return succeeded;
}

const check = (succeeded: boolean): Counts => ({
  passed: succeeded ? 1 : 0,
  failed: succeeded ? 0 : 1,
  skipped: 0,
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void Promise.allSettled([...stacks].map((stack) => stack.stop())).finally(() => process.exit(130));
  });
}

forgetResults(root);
await run(before);
const lanes: Promise<boolean>[] = [];
// One after the other: the first to start downloads what is not there yet.
for (const step of withStack) lanes.push(runOn(await serversFor(step), step));
const succeeded = await Promise.all(lanes);
total = plus(total, readResults(root, integrationResults, succeeded.every(Boolean)));
await run(withOwnServers);

process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
