import { resolve } from "node:path";
import type { Environment } from "@tributary/config";
import { InvalidArgumentError } from "commander";
import { replayVariables } from "../service/replay-config.ts";
import { durationMs } from "./duration.ts";

/** The options of the command, as commander hands them over. */
export interface ReplayRequest {
  readonly speed?: string;
  readonly rate?: string;
  readonly gapCap?: number;
  readonly from?: string;
  readonly to?: string;
  readonly loop?: boolean;
  readonly rebase?: string;
  readonly order?: string;
  readonly lateness?: number;
  readonly maxBad?: string;
  readonly again?: boolean;
  readonly dryRun?: boolean;
}

export function durationArgument(text: string): number {
  const ms = durationMs(text);
  if (ms === undefined)
    throw new InvalidArgumentError("A duration is a number with its unit: 250ms, 30s, 5m, 2h, 1d.");
  return ms;
}

/** Where npm was called, which is not where it runs a script. */
export const pathOf = (file: string, env: Environment, folder: string): string =>
  resolve(env.INIT_CWD?.trim() || folder, file);

/** The environment for one replay: of what the surroundings say about replays only the cache counts, all else is the command's. */
export function replayEnvironment(
  prefix: string,
  path: string | undefined,
  request: ReplayRequest,
  env: Environment,
): Environment {
  const inherited = Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => name.endsWith("_CACHE_DIR") || !replayVariables(prefix).includes(name),
    ),
  );
  const { speed, rate, gapCap, from, to, loop, rebase, order, lateness, maxBad } = request;
  const given = {
    FILE: path,
    SPEED: speed ?? (rate === undefined ? "max" : undefined),
    RATE: rate,
    GAP_CAP_MS: gapCap,
    FROM: from,
    TO: to,
    LOOP: loop,
    REBASE: rebase,
    ORDER: order,
    LATENESS_MS: lateness,
    MAX_BAD: maxBad,
    WHEN_DONE: "exit",
  };
  const variables = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [`${prefix}_${name}`, String(value)]);
  return { LOG_LEVEL: "warn", ...inherited, HTTP_PORT: "0", OPS_PORT: "0", ...Object.fromEntries(variables) };
}
