import type { Runnable } from "./blueprint.ts";
import { StartError } from "./start-error.ts";

/** One process to be: `map-feed`, or `map-feed-2` for the second of its service. */
export interface PlannedReplica {
  readonly name: string;
  readonly service: Runnable;
  readonly number: number;
}

/** Whether it answers on HTTP_PORT. */
export const isServing = ({ kind, hasApi = false }: Runnable): boolean => kind !== "producer" || hasApi;

export interface Choice {
  /** Names of services; default all. */
  readonly only?: readonly string[] | undefined;
  /** How many of a service; default one of each. */
  readonly scale?: Readonly<Record<string, number>> | undefined;
}

/** Who is to run. Throws a `StartError` that names the services there are when one is asked for that is not. */
export function planReplicas(services: readonly Runnable[], { only, scale = {} }: Choice): PlannedReplica[] {
  const known = services.map(({ name }) => name);
  const strangers = [...(only ?? []), ...Object.keys(scale)].filter((name) => !known.includes(name));
  if (strangers.length > 0) {
    throw new StartError(`There is no service ${strangers.join(", ")}. There are: ${known.join(", ")}.`, 2);
  }
  for (const { name, kind } of services) {
    const wanted = scale[name] ?? 1;
    if (!Number.isSafeInteger(wanted) || wanted < 1) {
      throw new StartError(`--scale ${name}=${wanted}: give a whole number of 1 or more.`, 2);
    }
    const refusal = unscalable[kind];
    if (wanted > 1 && refusal !== undefined) throw new StartError(refusal(name), 2);
  }
  return services
    .filter(({ name }) => only === undefined || only.includes(name))
    .flatMap((service) =>
      Array.from({ length: scale[service.name] ?? 1 }, (_, index) => ({
        name: index === 0 ? service.name : `${service.name}-${index + 1}`,
        service,
        number: index + 1,
      })),
    );
}

/** Consumers share the work; a second replay waits to take over from the first. */
const unscalable: Readonly<Partial<Record<Runnable["kind"], (name: string) => string>>> = {
  producer: (name: string) => `--scale ${name}: it is a source, two of it would publish everything twice.`,
  gateway: (name: string) => `--scale ${name}: it is the one door at the one port.`,
};
