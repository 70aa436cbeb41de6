import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runDoctor } from "./doctor.ts";
import { launch } from "./launch.ts";
import { commandLine } from "./launch-options.ts";
import { StartError } from "./start-error.ts";
import { styled } from "./terminal.ts";

const tree = fileURLToPath(new URL("../../..", import.meta.url));
const state = resolve(process.env.TRIBUTARY_STATE ?? `${tree}/.local`);

try {
  await commandLine({
    start: (options) => launch(state, options),
    doctor: async () => {
      process.exitCode = await runDoctor(state);
    },
  }).parseAsync();
  process.exit();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`\n${styled("red", error.message)}\n`);
  process.exit(error.exitCode);
}
