import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program on our terminal to its end and answers its exit code, 128 + n when signal n ended it.
 *
 * We outlive it: a shell prompt must not return while services are still stopping. A terminal sends Ctrl+C to the
 * child as well, which shares our process group; passed on, it would count as the second one, the one that kills.
 */
export function runChild(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", shell: program.endsWith(".cmd"), ...options });
    const fromTerminal = process.stdin.isTTY === true;
    const handlers = {
      SIGINT: () => fromTerminal || child.kill("SIGINT"),
      SIGHUP: () => fromTerminal || child.kill("SIGHUP"),
      SIGTERM: () => child.kill("SIGTERM"),
    };
    for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
    const settle = (finish) => (result, signal) => {
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
      finish(result, signal);
    };
    child.once("error", settle(reject));
    child.once(
      "exit",
      settle((code, signal) => resolve(code ?? 128 + constants.signals[signal])),
    );
  });
}
