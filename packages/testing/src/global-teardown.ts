import type { Stack } from "./stack.ts";

/** Jest's: stops what the global setup started. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { tributaryStack?: Stack }).tributaryStack?.stop();
}
