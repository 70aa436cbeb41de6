import { performance } from "node:perf_hooks";
import { hungAfterMs, type Probe, weatherGraceMs } from "./health.ts";

interface Status {
  readonly lastAttemptAt: number | undefined;
  readonly failingSince: number | undefined;
  readonly lastError?: string | undefined;
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

/** Not ready once everything has failed for longer than the grace; until then it is told only. */
export function weatherProbe(status: () => Status, what: string, clock = () => performance.now()): Probe {
  return () => {
    const { failingSince, lastError } = status();
    if (failingSince === undefined) return undefined;
    const age = clock() - failingSince;
    const said = `${what} has failed for ${seconds(age)}${lastError === undefined ? "" : `: ${lastError}`}`;
    return age < weatherGraceMs ? { tolerated: said } : said;
  };
}

/** Not live once a loop that must keep trying has not tried for a minute: it hangs, and only a restart helps. */
export function hangProbe(
  status: () => Status,
  what: string,
  since = performance.now(),
  clock = () => performance.now(),
): Probe {
  return () => {
    const age = clock() - (status().lastAttemptAt ?? since);
    return age < hungAfterMs ? undefined : `${what} has not been tried for ${seconds(age)}`;
  };
}
