import { ancestorsUpTo, isNpm } from "./ancestors.ts";
import { processIdentity } from "./process-identity.ts";

/** Ctrl+C reaches us from the terminal and again from a wrapper that passes it on: within this time it is one. */
const sameMs = 1_000;

/**
 * `first` at the first SIGINT, SIGTERM or SIGHUP, or when the npm that started us is gone, however it went;
 * `second` at the next signal.
 */
export function onStopSignal(react: { readonly first: () => void; readonly second: () => void }): void {
  let firstAt: number | undefined;
  const hear = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      react.first();
    } else if (performance.now() - firstAt > sameMs) {
      react.second();
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
  if (process.env.npm_lifecycle_event === undefined) return;
  // Between npm and us stand a shell and the bootstrap script, and a killed process tells nobody.
  const ancestors = ancestorsUpTo(isNpm);
  const endsWithNpm = ancestors.some(isNpm); // else a shell is among them, which may go while we stay
  const chain = (endsWithNpm ? ancestors : ancestors.slice(0, 1)).map(({ pid }) => ({
    pid,
    identity: processIdentity(pid),
  }));
  setInterval(() => {
    const isThere = chain.every(({ pid, identity }) => processIdentity(pid) === identity);
    if (!isThere && firstAt === undefined) hear();
  }, 1_000).unref();
}
