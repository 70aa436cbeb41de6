import { fileURLToPath } from "node:url";
import { hasApi, provisionedTopics, services } from "@tributary/catalog";
import { provision } from "@tributary/kafka";
import type { Blueprint } from "./blueprint.ts";
import { quietLog } from "./quiet-log.ts";
import { StartError } from "./start-error.ts";

const servicesFolder = new URL("../../../services/", import.meta.url);

/** All services of the catalog, each with its module in `services/<name>/`, and the topics they use. */
export const catalogBlueprint: Blueprint = {
  services: services.map((service) => ({
    name: service.name,
    kind: service.kind,
    hasApi: hasApi(service),
    needsMongo: "MONGODB_URI" in service.config,
    main: fileURLToPath(new URL(`${service.name}/src/main.ts`, servicesFolder)),
  })),
  provision: async (kafkaBrokers, schemaRegistryUrl) => {
    await provision({
      kafka: { clientId: "tributary-provisioning", brokers: kafkaBrokers.split(","), log: quietLog },
      registry: { registryUrl: schemaRegistryUrl, timeoutMs: 20_000 },
      topics: provisionedTopics(services),
      replicationFactor: 1,
    }).catch((error: Error) => {
      throw new StartError(
        `Topics and schemas could not be made: ${error.message}\n` +
          "When they are of another version of this tree, `npm start -- --reset` deletes them and starts anew.",
        1,
      );
    });
  },
};
