import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { isInstalled, markInstalled } from "./lock-mark.mjs";
import { major } from "./project-node.mjs";
import { runChild } from "./run-child.mjs";

const oldest = 20;

/**
 * Installs what the lock file asks for, unless that was done.
 *
 * @param run runs a program and answers its exit code, or throws when there is no such program.
 * @returns what is in the way and what to do about it, or undefined when all is there.
 */
export async function installIfNeeded(root, say, process_ = process, run = runChild) {
  if (isInstalled(root)) return undefined;
  const version = process_.version;
  if (major(version) < oldest) {
    return `Node ${oldest} or newer is needed to install; this is ${version}. Get it from https://nodejs.org/en/download`;
  }
  const fresh = !existsSync(join(root, "node_modules"));
  say(
    fresh
      ? "Installing packages (once; a minute or two)…"
      : "The lock file has changed: installing packages again…",
  );
  const began = Date.now();
  const [program, ...before] = npm(process_);
  try {
    const code = await run(program, [...before, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      env: process_.env,
    });
    if (code !== 0)
      return `npm ci ended with exit code ${code}; its message stands above. Is the network there?`;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return "npm is needed and was not found; it comes with Node: https://nodejs.org/en/download";
  }
  markInstalled(root);
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
  return undefined;
}

/**
 * The npm that called us, run by the Node it runs on: inside `npm start`, `node` is the one in node_modules, which
 * `npm ci` is about to delete.
 */
function npm({ env, execPath, platform }) {
  if (env.npm_execpath && basename(env.npm_execpath) === "npm-cli.js") {
    return [env.npm_node_execpath ?? execPath, env.npm_execpath];
  }
  return platform === "win32" ? ["npm.cmd"] : ["npm"];
}
