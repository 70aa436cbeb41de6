import { type Spec, table } from "@tributary/config";
import { runtimeConfig, type Service } from "@tributary/runtime";

export interface ConfigSection {
  /** README that shows it, from the root. */
  readonly path: string;
  readonly text: string;
}

const shared = "[variables of every service](../../packages/runtime/README.md#variables-of-every-service)";

/** What each README says of variables: a service of its own ones, the runtime of those of every service. */
export function configSections(services: readonly Service[]): readonly ConfigSection[] {
  return [
    { path: "packages/runtime/README.md", text: table(runtimeConfig) },
    ...services.map(({ name, config }) => ({
      path: `services/${name}/README.md`,
      text: ownVariables(config),
    })),
  ];
}

/** A variable that the service declares anew, for another default, stands here as well. */
function ownVariables(config: Spec): string {
  const own = Object.keys(config).length === 0 ? "It has none of its own." : table(config);
  return `${own}\n\nBesides, the ${shared}.`;
}
