import type { Replicas } from "./replicas.ts";

/** One thing an instance must have to be ready, with words on how it stands. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What the ops server of one instance says; all false with a `problem` when it does not answer. */
export interface InstanceState {
  /** Host and port of its ops server. */
  readonly instance: string;
  readonly live: boolean;
  readonly ready: boolean;
  readonly checks: readonly Check[];
  readonly problem: string | null;
}

export interface ServiceState {
  readonly name: string;
  readonly instances: readonly InstanceState[];
}

export interface ServiceStatesOptions {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Time an ops server has to answer. */
  readonly timeoutMs: number;
  /** Answers younger than this are given again: many open pages poll an instance no more than one does. */
  readonly maxAgeMs: number;
}

/** Asks every ops server how its instance is, all at once; instances in the order of the configuration. */
export function serviceStates(replicas: Replicas, options: ServiceStatesOptions) {
  let asked: { readonly at: number; readonly states: Promise<readonly ServiceState[]> } | undefined;
  return (): Promise<readonly ServiceState[]> => {
    const at = options.now();
    if (asked === undefined || at - asked.at >= options.maxAgeMs || at < asked.at) {
      const states = Promise.all(
        [...replicas].map(async ([name, urls]) => ({
          name,
          instances: await Promise.all(urls.map((url) => instanceState(url, options))),
        })),
      );
      asked = { at, states };
    }
    return asked.states;
  };
}

async function instanceState(ops: URL, options: ServiceStatesOptions): Promise<InstanceState> {
  const instance = ops.host;
  const get = (path: string) =>
    options.fetch(new URL(path, ops), { signal: AbortSignal.timeout(options.timeoutMs) });
  try {
    const [livez, readyz] = await Promise.all([get("/livez"), get("/readyz")]);
    await livez.body?.cancel();
    const told = (await readyz.json()) as { ready?: unknown; checks?: unknown };
    if (!Array.isArray(told.checks)) throw new SyntaxError("no list of checks");
    const ready = readyz.ok && told.ready === true;
    return { instance, live: livez.ok, ready, checks: told.checks as Check[], problem: null };
  } catch (error) {
    const { name } = error as Error;
    const problem =
      name === "SyntaxError"
        ? "answers, but not as an ops server does"
        : name === "TimeoutError"
          ? `does not answer within ${options.timeoutMs} ms`
          : "cannot be reached";
    return { instance, live: false, ready: false, checks: [], problem };
  }
}
