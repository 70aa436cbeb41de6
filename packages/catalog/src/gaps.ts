import type { Service } from "@tributary/runtime";
import { topicsOf } from "./topics-of.ts";

export interface Tree {
  /** Names of the folders in `services/`. */
  readonly folders: readonly string[];
  readonly services: readonly Service[];
  /** Names of the topics of `packages/contracts`. */
  readonly contracts: readonly string[];
}

/** What is missing for the tree to be whole, one sentence each; none when it is. */
export function gaps({ folders, services, contracts }: Tree): string[] {
  const names = services.map(({ name }) => name);
  return [
    ...folders
      .filter((folder) => !names.includes(folder))
      .map((folder) => `services/${folder} is not in packages/catalog/src/services.ts`),
    ...names
      .filter((name) => !folders.includes(name))
      .map(
        (name) => `the catalog's ${name} has no folder services/${name}: a service is named as its folder`,
      ),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `${name} is in packages/catalog/src/services.ts twice`),
    ...topicsOf(services)
      .filter(({ name }) => !contracts.includes(name))
      .map(({ name }) => `topic ${name} is not in the list of packages/contracts/src/index.ts`),
  ];
}
