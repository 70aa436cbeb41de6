import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program on our terminal to its end and answers its exit code, 128 + n when signal n ended it.
 *
 * We outlive it: a shell prompt must not return while services are still stopping.
 *
 * @param hear takes what the program says, which is then not shown.
 */
export function runChild(program, args, options, hear) {
  return new Promise((resolve, reject) => {
    const stdio = hear === undefined ? "inherit" : ["inherit", "pipe", "pipe"];
    const child = spawn(program, args, { stdio, shell: program.endsWith(".cmd"), ...options });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
    const release = passSignalsOn(child);
    child.once("error", (error) => {
      release();
      reject(error);
    });
    child.once("close", (code, signal) => {
      release();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * A terminal sends Ctrl+C (and its own closing) to the child as well, which shares our process group; passed on, it
 * would count as the second one, the one that kills. Otherwise a signal reaches us alone.
 */
function passSignalsOn(child) {
  const reachesAll = process.stdin.isTTY === true;
  const handlers = {
    SIGINT: () => reachesAll || child.kill("SIGINT"),
    SIGHUP: () => reachesAll || child.kill("SIGHUP"),
    SIGTERM: () => child.kill("SIGTERM"),
  };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  const watch = watchNpm(() => child.kill("SIGTERM"));
  return () => {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
    clearInterval(watch);
  };
}

/** npm passes SIGTERM on to the shell between it and us, which dies of it without a word: we notice being orphaned. */
function watchNpm(orphaned) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    orphaned();
  }, 500);
  return watch;
}
