import { provisionSchema } from "../../src/provisioning/provision-schemas.ts";
import { RegistryError } from "../../src/schemas/registry-error.ts";
import type { SchemaRegistry } from "../../src/schemas/schema-registry.ts";

const topic = { name: "lab.reading.v1", schema: { type: "record", name: "Reading", fields: [] } };

/** A registry that tells no level at first, then `levelNow`, and refuses to have it set. */
function registryAhead(levelNow: string) {
  const levels = [undefined, levelNow];
  return {
    compatibility: async () => levels.shift(),
    setCompatibility: async () => {
      throw new RegistryError("incompatible", "A rule named 'COMPATIBILITY' already exists.");
    },
    latest: async () => undefined,
    register: async () => 5,
  } as unknown as SchemaRegistry;
}

test("a level that somebody set a moment earlier is as good as our own", async () => {
  const registered = await provisionSchema(registryAhead("FULL_TRANSITIVE"), topic);
  expect(registered).toEqual({ id: 5, outcome: "registered" });
});

test("another level than the wanted one is not passed over", async () => {
  await expect(provisionSchema(registryAhead("NONE"), topic)).rejects.toThrow("already exists");
});
