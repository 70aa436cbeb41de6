import { createInterface } from "node:readline/promises";
import { mainPorts } from "@tributary/runtime";
import { open } from "./command/open.ts";
import { run, type Terminal } from "./command/run.ts";

const { stdin, stdout, stderr } = process;

/** `| head` has read enough. */
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

async function ask(question: string): Promise<boolean> {
  const dialogue = createInterface({ input: stdin, output: stderr });
  // Ctrl+D ends the dialogue without an answer, and `question` then waits for ever.
  const ended = new Promise<string>((resolve) => dialogue.once("close", () => resolve("")));
  try {
    return /^y(es)?$/i.test((await Promise.race([dialogue.question(question), ended])).trim());
  } finally {
    dialogue.close();
  }
}

const terminal: Terminal = {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  width: stdout.isTTY ? stdout.columns : undefined,
  ask: stdin.isTTY ? ask : undefined,
};

process.exitCode = await run(process.argv.slice(2), terminal, () => open(mainPorts(), terminal.err));
