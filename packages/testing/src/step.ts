import { spawn } from "node:child_process";

export interface Step {
  readonly name: string;
  /** What Node runs. */
  readonly args: readonly string[];
}

export function say(name: string, line: string): void {
  process.stdout.write(`[${name}] ${line}\n`);
}

/** More than any step needs; one that hangs must not hang the run. */
const longestMs = 20 * 60_000;

/** Runs one step on our output. Answers whether it exited 0, in time. */
export async function runStep(
  node: string,
  { name, args }: Step,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const startedAt = performance.now();
  say(name, "begins");
  const child = spawn(node, args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  // turbo passes SIGTERM on to what it runs, and kills what does not heed it.
  const end = () => child.kill("SIGTERM");
  process.once("SIGTERM", end);
  let isEnded = false;
  const limit = setTimeout(() => {
    isEnded = true;
    say(name, `not done after ${longestMs / 60_000} minutes: ended`);
    end();
    setTimeout(() => child.kill("SIGKILL"), 20_000).unref();
  }, longestMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", (error) => {
      say(name, error.message);
      resolve(null);
    });
  });
  clearTimeout(limit);
  process.off("SIGTERM", end);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  // turbo exits 0 when it was told to end.
  const succeeded = code === 0 && !isEnded;
  say(name, succeeded ? `passed (${seconds} s)` : `FAILED (${seconds} s)`);
  return succeeded;
}
