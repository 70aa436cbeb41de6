import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The Node 24 of the project: the installed one, or the one that runs this, or undefined. */
export function nodePath(root, { platform, execPath, version } = running()) {
  const installed = join(root, "node_modules/node/bin", platform === "win32" ? "node.exe" : "node");
  if (existsSync(installed)) return installed;
  return major(version) >= 24 ? execPath : undefined;
}

/** The environment of every command: the project's own binaries before those of the machine. */
export function projectEnvironment(root, env) {
  // Windows spells it Path, and a second spelling would leave it to chance which one counts.
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const path = [join(root, "node_modules/.bin"), env[name]].filter(Boolean).join(delimiter);
  return { ...env, [name]: path, TURBO_TELEMETRY_DISABLED: "1" };
}

/** 24 of `24.9.0` or `v24.9.0`. */
export function major(version) {
  return Number(/^v?(\d+)/.exec(version)?.[1]);
}

function running() {
  return { platform: process.platform, execPath: process.execPath, version: process.version };
}
