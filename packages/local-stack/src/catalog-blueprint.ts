import { fileURLToPath } from "node:url";
import { services, topics } from "@tributary/catalog";
import { provision } from "@tributary/kafka";
import type { Blueprint } from "./blueprint.ts";

const servicesFolder = new URL("../../../services/", import.meta.url);

/** All services of the catalog, each with its module in `services/<name>/`. */
export const catalogBlueprint: Blueprint = {
  services: services.map(({ name, kind }) => ({
    name,
    kind,
    main: fileURLToPath(new URL(`${name}/src/main.ts`, servicesFolder)),
  })),
  provision: async (kafkaBrokers, schemaRegistryUrl) => {
    throw new Error("not yet");
  },
};
