import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Forgets topics, schemas, documents, metrics, what replicas keep, and logs. The folder of the logs stays, empty: the next process writes there at once. */
export function resetState(folder: string): void {
  for (const name of ["kafka", "registry", "mongo", "prometheus", "replicas", "logs"])
    rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, "logs"));
}
