import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetched } from "./fetched.ts";
import { partFile, partsCache } from "./part-cache.ts";
import type { Python } from "./python.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";

const run = promisify(execFile);

/** `0.7.0b3`, as `parts/mongo/requirements.txt` says. */
export function wheelVersion(): string {
  const version = /^secantusdb==(\S+)$/m.exec(
    readFileSync(partFile("mongo", "requirements.txt"), "utf8"),
  )?.[1];
  if (version === undefined) throw new Error("parts/mongo/requirements.txt names no version of secantusdb");
  return version;
}

/** Where the server is once fetched; apart for each Python, which may be replaced under it by another one. */
export function wheelFolder(python: Python, cache = partsCache()): string {
  return join(cache, `secantusdb-${wheelVersion()}-python${python.version}`);
}

export interface WheelOptions {
  readonly say: Say;
  /** Default: `partsCache()`. */
  readonly cache?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Brings the server into the cache, in a Python environment of its own, and answers with that environment's Python. The
 * scripts in it name the folder where pip made them, which is renamed: only `python -m` works there.
 */
export async function fetchWheel(python: Python, options: WheelOptions): Promise<string> {
  const { say, signal } = options;
  const folder = wheelFolder(python, options.cache);
  const label = `SecantusDB ${wheelVersion()}`;
  const fill = async (partial: string) => {
    const call = (command: string, args: readonly string[]) =>
      run(command, args, signal ? { signal } : {}).catch((error: Error & { stderr?: string }) => {
        signal?.throwIfAborted();
        throw new StartError(wheelFailed(label, error.stderr || error.message));
      });
    const own = environmentPython(partial);
    await call(python.command, ["-m", "venv", partial]);
    const requirements = partFile("mongo", "requirements.txt");
    await call(own, [
      "-m",
      "pip",
      "install",
      "--disable-pip-version-check",
      "--no-input",
      "-q",
      "-r",
      requirements,
    ]);
    await call(own, ["-c", "import secantus.server"]);
  };
  await fetched({ folder, label, megabytes: 50, say, fill });
  return environmentPython(folder);
}

const environmentPython = (folder: string) =>
  process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/** Pip's own last words, with the likeliest cause in front when it is the network. */
export function wheelFailed(label: string, output: string): string {
  const network =
    /NewConnectionError|ConnectTimeout|ReadTimeout|Could not fetch URL|Name or service not known/i.test(
      output,
    );
  return [
    `${label} could not be installed by pip.`,
    network
      ? "The Python package index was not reached: check the network, or pip's proxy settings, and start again."
      : "What it said:",
    ...output.trim().split("\n").slice(-5),
  ].join("\n");
}
