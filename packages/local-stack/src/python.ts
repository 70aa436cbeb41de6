import { spawnSync } from "node:child_process";

/** The oldest that the embedded MongoDB-compatible server runs on. */
export const oldestPython = { major: 3, minor: 10 };

export interface Python {
  readonly command: string;
  /** `3.11`: what is installed for one feature release does not run on another. */
  readonly version: string;
}

/** Prints the feature release, when environments with a pip of their own can be made: Debian packages that apart. */
const probe = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";

const thisMachine = (command: string): string | undefined => {
  const run = spawnSync(command, ["-c", probe], { encoding: "utf8", timeout: 20_000 });
  return run.status === 0 ? run.stdout.trim() : undefined;
};

/** The first Python on PATH that is new enough and has venv; undefined when there is none. Tests hand in another machine. */
export function findPython(
  version: (command: string) => string | undefined = thisMachine,
): Python | undefined {
  for (const command of [
    "python3",
    "python",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
  ]) {
    const found = version(command);
    if (found !== undefined && isNewEnough(found)) return { command, version: found };
  }
  return undefined;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldestPython.major || (major === oldestPython.major && minor >= oldestPython.minor);
}

/** How to get one, for the person at the terminal. */
export const pythonHint =
  "install Python 3.10 or later with venv (apt-get install python3-venv, or brew install python3), or a mongod, " +
  "or name a server: MONGODB_URI=mongodb://host:27017 npm start";
