import type { Ports } from "./ports.ts";
import { isServing, type PlannedReplica } from "./replica-plan.ts";

/** Where a replica serves: the same over all its restarts. */
export interface ReplicaPorts {
  readonly http: number;
  readonly ops: number;
}

export interface Addressed {
  readonly planned: PlannedReplica;
  readonly ports: ReplicaPorts;
}

/** Two ports for each replica; the first one of a producer without an API stays unused. */
export async function claimAddresses(
  planned: readonly PlannedReplica[],
  ports: Ports,
  consolePort: number | undefined,
): Promise<Addressed[]> {
  const addressed: Addressed[] = [];
  for (const [index, replica] of planned.entries()) {
    const fixed = replica.service.kind === "gateway" ? consolePort : undefined;
    const http = fixed ?? (await ports.claim(`${replica.name}'s API`, 4101 + index));
    const ops = await ports.claim(`${replica.name}'s health`, 4201 + index);
    addressed.push({ planned: replica, ports: { http, ops } });
  }
  return addressed;
}

/** The console's API_URLS and OPS_URLS: `map-feed=http://127.0.0.1:4101|http://127.0.0.1:4102,…`. */
export function consoleAddresses(addressed: readonly Addressed[]): { API_URLS: string; OPS_URLS: string } {
  const list = (of: readonly Addressed[], port: (ports: ReplicaPorts) => number) =>
    [...Map.groupBy(of, ({ planned }) => planned.service.name)]
      .map(
        ([service, all]) =>
          `${service}=${all.map(({ ports }) => `http://127.0.0.1:${port(ports)}`).join("|")}`,
      )
      .join(",");
  return {
    API_URLS: list(
      addressed.filter(({ planned }) => planned.service.kind !== "gateway" && isServing(planned.service)),
      ({ http }) => http,
    ),
    OPS_URLS: list(addressed, ({ ops }) => ops),
  };
}
