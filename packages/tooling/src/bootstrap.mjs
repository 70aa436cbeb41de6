// Plain JavaScript for whatever Node the machine has: it installs the Node 24 that runs all the rest.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "./bootstrap/install.mjs";
import { nodePath, projectEnvironment } from "./bootstrap/project-node.mjs";
import { runChild } from "./bootstrap/run-child.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const say = (line) => process.stderr.write(`${line}\n`);

const commands = {
  start: { script: "packages/local-stack/src/main.ts", args: ["start"], builds: true },
  test: { script: "packages/testing/src/run-all.ts", args: [], builds: true },
  doctor: { script: "packages/local-stack/src/main.ts", args: ["doctor"], builds: false },
};

/** Exit code: that of the command, 2 for a command there is not, 69 when Node or npm is missing or installing fails. */
async function main([name, ...args]) {
  const command = Object.hasOwn(commands, name ?? "") ? commands[name] : undefined;
  if (command === undefined) {
    say(
      `Usage: npm start | npm test | npm run doctor  (${name ?? "no command"} is none of start, test, doctor)`,
    );
    return 2;
  }
  const trouble = await installIfNeeded(root, say);
  if (trouble !== undefined) {
    say(trouble);
    return 69;
  }
  const node = nodePath(root);
  if (node === undefined) {
    say("Node 24 is not in node_modules/node: its install script did not run.");
    say("Run `npm ci` without --ignore-scripts, or use Node 24 yourself: https://nodejs.org/en/download");
    return 69;
  }
  const options = { cwd: root, env: projectEnvironment(root, process.env) };
  if (command.builds && !asksForHelp(args) && hasBuildTask()) {
    const built = await buildPage(node, options);
    if (built !== 0) return built;
  }
  return runChild(node, [join(root, command.script), ...command.args, ...args], options);
}

const asksForHelp = (args) => args.includes("--help") || args.includes("-h");

/** Half a minute the first time, and nothing when turbo finds it built; what it says matters only when it fails. */
async function buildPage(node, options) {
  const turbo = join(root, "node_modules/turbo/bin/turbo");
  let said = "";
  const hear = (text) => {
    said += text;
  };
  const slow = setTimeout(() => say("Building the page (half a minute, when it has changed)…"), 3_000);
  const code = await runChild(node, [turbo, "run", "build"], options, hear);
  clearTimeout(slow);
  if (code !== 0) say(`${said}\nBuilding the page failed; its messages stand above.`);
  return code;
}

function hasBuildTask() {
  const file = join(root, "turbo.json");
  return existsSync(file) && "build" in JSON.parse(readFileSync(file, "utf8")).tasks;
}

process.exitCode = await main(process.argv.slice(2));
