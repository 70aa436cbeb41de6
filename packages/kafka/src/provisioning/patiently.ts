import { backoffMs, pause } from "../backoff.ts";
import { RegistryError } from "../schemas/registry-error.ts";

const tries = 20;

/** A registry that has just started cuts connections now and then: tries again for about half a minute. */
export async function patiently<T>(
  work: () => Promise<T>,
  wait: (ms: number) => Promise<void> = pause,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isWeather = error instanceof RegistryError && error.code === "unavailable";
      if (!isWeather || attempt === tries) throw error;
      await wait(backoffMs(attempt, Math.random));
    }
  }
}
