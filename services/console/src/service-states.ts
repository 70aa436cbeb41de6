import type { InstancesOf } from "./instances.ts";
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
  /** When its process began, epoch ms; of the last one that answered, or null when none has told. */
  readonly startedAt: number | null;
  /** How often another process was found at this address than before. Two restarts between two looks count as one. */
  readonly restarts: number;
}

export interface ServiceState {
  readonly name: string;
  readonly instances: readonly InstanceState[];
}

export interface ServiceStatesOptions {
  readonly fetch: typeof fetch;
  readonly instancesOf: InstancesOf;
  readonly now: () => number;
  /** Time an ops server has to answer. */
  readonly timeoutMs: number;
  /** Answers younger than this are given again: many open pages poll an instance no more than one does. */
  readonly maxAgeMs: number;
}

/**
 * Asks every ops server how its instance is, all at once; instances in the order of the configuration. Restarts are
 * those seen since this function was made.
 */
export function serviceStates(replicas: Replicas, options: ServiceStatesOptions) {
  const restarts = new Map<string, Restarts>();
  const noteOf = ({ host }: URL, startedAt: unknown): Restarts => {
    const noted = withStart(restarts.get(host) ?? { startedAt: null, restarts: 0 }, startedAt);
    restarts.set(host, noted);
    return noted;
  };
  let asked: { readonly at: number; readonly states: Promise<readonly ServiceState[]> } | undefined;
  return (): Promise<readonly ServiceState[]> => {
    const at = options.now();
    if (asked === undefined || at - asked.at >= options.maxAgeMs || at < asked.at) {
      const states = Promise.all(
        [...replicas].map(async ([name, urls]) => ({
          name,
          instances: await Promise.all(
            (await Promise.all(urls.map(options.instancesOf))).flat().map(async (url) => {
              const { startedAt, ...state } = await instanceState(url, options);
              return { ...state, ...noteOf(url, startedAt) };
            }),
          ),
        })),
      );
      asked = { at, states };
    }
    return asked.states;
  };
}

type Restarts = Pick<InstanceState, "startedAt" | "restarts">;

/** What is known of an address after it told, or did not tell, when its process began. */
function withStart(known: Restarts, startedAt: unknown): Restarts {
  if (typeof startedAt !== "number" || startedAt === known.startedAt) return known;
  return { startedAt, restarts: known.restarts + (known.startedAt === null ? 0 : 1) };
}

async function instanceState(
  ops: URL,
  options: ServiceStatesOptions,
): Promise<Omit<InstanceState, keyof Restarts> & { readonly startedAt?: unknown }> {
  const instance = ops.host;
  const get = (path: string) =>
    options.fetch(new URL(path, ops), { signal: AbortSignal.timeout(options.timeoutMs) });
  try {
    const [livez, readyz] = await Promise.all([get("/livez"), get("/readyz")]);
    await livez.body?.cancel();
    const told = (await readyz.json()) as {
      ready?: unknown;
      checks?: unknown;
      startedAt?: unknown;
    };
    if (!Array.isArray(told.checks)) throw new SyntaxError("no list of checks");
    const ready = readyz.ok && told.ready === true;
    const { checks, startedAt } = told;
    return { instance, live: livez.ok, ready, checks: checks as Check[], problem: null, startedAt };
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
