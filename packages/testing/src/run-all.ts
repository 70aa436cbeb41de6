import { fileURLToPath } from "node:url";
import { type Counts, closingLine, noCounts, plus } from "./counts.ts";
import { failureText } from "./failure.ts";
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

const withStack: readonly Step[] = [
  {
    name: "integration tests",
    args: turbo("test:integration", "--concurrency=1"),
    results: "integration.json",
  },
  { name: "fault tests", args: turbo("test:fault", "--concurrency=1"), results: "fault.json" },
];

const withOwnSystem: readonly Step[] = [
  { name: "browser tests", args: turbo("test:e2e", "--concurrency=1"), results: "e2e.json" },
  { name: "system tests", args: turbo("test:system", "--concurrency=1"), results: "system.json" },
];

let stack: Stack | undefined;
let total: Counts = noCounts;
/** Said once more before the closing line: a log's end is what CI shows. */
const fallen: string[] = [];

async function run(steps: readonly Step[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const step of steps) {
    const succeeded = await runStep(node, step, root, env);
    const { counts, failures } = step.results
      ? readResults(root, step.results, succeeded)
      : { counts: check(succeeded), failures: [] };
    total = plus(total, counts);
    if (!succeeded) fallen.push(`[${step.name}]`, ...failures.map((failure) => failureText(root, failure)));
  }
}

const check = (succeeded: boolean): Counts => ({
  passed: succeeded ? 1 : 0,
  failed: succeeded ? 0 : 1,
  skipped: 0,
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.resolve(stack?.stop()).finally(() => process.exit(130)));
}

forgetResults(root);
await run(before);
try {
  say("stack", "starting Kafka and the schema registry");
  stack = await startStack((line) => say("stack", line));
  await run(withStack, { KAFKA_BROKERS: stack.kafkaBrokers, SCHEMA_REGISTRY_URL: stack.schemaRegistryUrl });
} catch (error) {
  say("stack", `failed: ${(error as Error).message}`);
  fallen.push(`[stack] ${(error as Error).message}`);
  total = plus(total, check(false));
} finally {
  await stack?.stop();
}
await run(withOwnSystem);

if (fallen.length > 0) process.stdout.write(`\nFailed:\n${fallen.join("\n")}\n`);
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
