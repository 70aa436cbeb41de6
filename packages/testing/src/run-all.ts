import { fileURLToPath } from "node:url";
import { type Counts, closingLine, noCounts, plus } from "./counts.ts";
import { type Failure, failureText } from "./failure.ts";
import { type Stack, startStack } from "./stack.ts";
import { runStep, type Step, say } from "./step.ts";
import { forgetResults } from "./test-results.ts";
import { runTests, type TestStep } from "./test-step.ts";

// `npm test`: checks, types and unit tests, then the tests that need a real broker, registry and browser.
// Every part runs even when one before it failed; the last line counts them all.
const root = fileURLToPath(new URL("../../..", import.meta.url));
const node = process.execPath;
const turbo = (...args: string[]) => [
  `${root}node_modules/turbo/bin/turbo`,
  "run",
  "--continue=always",
  ...args,
];
const errorsOnly = "--output-logs=errors-only";

/** Tests with real servers and browsers in them, one package after the other; what fails is tried once more. */
const oneByOne = (name: string, script: string, left: string): TestStep => ({
  name,
  args: turbo(script, "--concurrency=1"),
  task: { script, left },
  again: (folder, files) =>
    turbo(script, "--concurrency=1", `--filter=./${folder}`, "--", "--runTestsByPath", ...files),
});

const checks: readonly Step[] = [
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
];

const alone: readonly TestStep[] = [
  {
    name: "unit tests",
    args: turbo("test", errorsOnly, "--concurrency=2"),
    task: { script: "test", left: "unit.json" },
  },
];

const withStack: readonly TestStep[] = [
  oneByOne("integration tests", "test:integration", "integration.json"),
  oneByOne("fault tests", "test:fault", "fault.json"),
];

const withOwnSystem: readonly TestStep[] = [
  oneByOne("browser tests", "test:e2e", "e2e.json"),
  oneByOne("system tests", "test:system", "system.json"),
];

let stack: Stack | undefined;
let total: Counts = noCounts;
/** Said once more before the closing line: a log's end is what CI shows. */
const failed: string[] = [];
const onlyAgain: string[] = [];

async function check(step: Step): Promise<void> {
  if (await runStep(node, step, root, {})) total = plus(total, { ...noCounts, passed: 1 });
  else fail(`[${step.name}]`);
}

function fail(what: string): void {
  failed.push(what);
  total = plus(total, { ...noCounts, failed: 1 });
}

async function run(steps: readonly TestStep[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const inWords = (failure: Failure) => failureText(root, failure);
  for (const step of steps) {
    const outcome = await runTests(node, step, root, env);
    total = plus(total, outcome.counts);
    failed.push(...outcome.failures.map(inWords));
    onlyAgain.push(...outcome.onlyAgain.map(inWords));
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.resolve(stack?.stop()).finally(() => process.exit(130)));
}

forgetResults(root);
for (const step of checks) await check(step);
await run(alone);
try {
  say("stack", "starting Kafka and the schema registry");
  stack = await startStack((line) => say("stack", line));
  await run(withStack, { KAFKA_BROKERS: stack.kafkaBrokers, SCHEMA_REGISTRY_URL: stack.schemaRegistryUrl });
} catch (error) {
  say("stack", `failed: ${(error as Error).message}`);
  fail(`[stack] ${(error as Error).message}`);
} finally {
  await stack?.stop();
}
await run(withOwnSystem);

const list = (title: string, lines: readonly string[]) =>
  lines.length > 0 ? `\n${title}:\n${lines.join("\n")}\n` : "";
process.stdout.write(list("Passed only when tried again", onlyAgain) + list("Failed", failed));
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
