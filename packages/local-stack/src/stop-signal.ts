/** Ctrl+C reaches us from the terminal and again from a wrapper that passes it on: within this time it is one. */
const sameMs = 1_000;

/** `first` at the first SIGINT, SIGTERM or SIGHUP, or when the process that started us is gone; `second` at the next. */
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
  // npm and its shell die of some signals without passing them on.
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && firstAt === undefined) hear();
  }, 500).unref();
}
