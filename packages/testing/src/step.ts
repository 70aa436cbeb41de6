import { spawn } from "node:child_process";

export interface Step {
  readonly name: string;
  /** What Node runs. */
  readonly args: readonly string[];
  /** Name of the file in which each package leaves its counts; without one the step itself counts as one check. */
  readonly results?: string;
}

export function say(name: string, line: string): void {
  process.stdout.write(`[${name}] ${line}\n`);
}

/** Runs one step on our output. Answers whether it exited 0. */
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
  const code = await new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", (error) => {
      say(name, error.message);
      resolve(null);
    });
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(name, code === 0 ? `passed (${seconds} s)` : `FAILED (${seconds} s)`);
  return code === 0;
}
